package dev.varde.collector.ask;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One plain TCP connection on the switchboard, never blocking. Of several addresses the next one
/// is tried where one refuses.
///
/// A connection is made anew each time: one that is kept would prove nothing about new clients.
final class Line {
    private final Switchboard switchboard;
    private final Call call;
    private final int port;
    private final Deque<InetAddress> addresses;
    private final Conversation conversation;
    private @Nullable SocketChannel channel;
    private @Nullable SelectionKey key;
    private int awaited;
    private @Nullable ByteBuffer unsaid;

    Line(
            Switchboard switchboard,
            Call call,
            int port,
            List<InetAddress> addresses,
            Conversation conversation) {
        this.switchboard = switchboard;
        this.call = call;
        this.port = port;
        this.addresses = new ArrayDeque<>(addresses);
        this.conversation = conversation;
        call.on(this);
    }

    void connect() {
        try {
            InetAddress address = addresses.removeFirst();
            SocketChannel fresh = SocketChannel.open(family(address));
            channel = fresh;
            fresh.configureBlocking(false);
            if (connect(fresh, address)) {
                switchboard.connected(this);
                turn(conversation.begin());
            } else {
                key = fresh.register(switchboard.selector(), SelectionKey.OP_CONNECT, this);
            }
        } catch (IOException refused) {
            next(refused);
        }
    }

    /// A socket of the address's own family: one that can do both costs more to make and to
    /// connect.
    private static ProtocolFamily family(InetAddress address) {
        return address instanceof Inet4Address
                ? StandardProtocolFamily.INET
                : StandardProtocolFamily.INET6;
    }

    /// On this host the kernel has made the connection when it says that it is being made, which
    /// saves a wake-up.
    private boolean connect(SocketChannel fresh, InetAddress address) throws IOException {
        return fresh.connect(new InetSocketAddress(address, port))
                || (address.isLoopbackAddress() && fresh.finishConnect());
    }

    private void next(IOException refused) {
        closeChannel();
        if (addresses.isEmpty()) {
            call.failed(refused);
        } else {
            connect();
        }
    }

    /// The selector says that something can be done.
    void ready() {
        SelectionKey ready = key;
        if (ready == null || !ready.isValid()) {
            return;
        }
        if (ready.isConnectable()) {
            connected();
        } else {
            carryOn(ready);
        }
    }

    private void connected() {
        try {
            if (channel == null || !channel.finishConnect()) {
                return;
            }
        } catch (IOException refused) {
            next(refused);
            return;
        }
        turn(conversation.begin());
    }

    private void carryOn(SelectionKey ready) {
        try {
            if (ready.isWritable() && unsaid != null) {
                say(unsaid);
            }
            if (ready.isValid() && ready.isReadable()) {
                hear();
            }
        } catch (IOException lost) {
            call.failed(lost);
        }
    }

    private void hear() throws IOException {
        ByteBuffer heard = switchboard.heard();
        int n = channel == null ? -1 : channel.read(heard);
        if (n != 0) {
            turn(n < 0 ? conversation.end() : conversation.hear(heard.flip()));
        }
    }

    private void turn(Turn turn) {
        try {
            switch (turn) {
                case Turn.Say(ByteBuffer words) -> say(words);
                case Turn.Listen _ -> await(SelectionKey.OP_READ);
                case Turn.Over _, Turn.Elsewhere _ -> call.turn(turn);
            }
        } catch (IOException lost) {
            call.failed(lost);
        }
    }

    /// What the kernel does not take now is said when it does; meanwhile answers are heard.
    private void say(ByteBuffer words) throws IOException {
        if (channel != null) {
            channel.write(words);
        }
        unsaid = words.hasRemaining() ? words : null;
        await(unsaid == null ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }

    private void await(int operations) {
        awaited = operations;
        if (key != null && key.isValid()) {
            key.interestOps(operations);
        }
    }

    /// Hears without having been told that there is something to hear.
    ///
    /// @return whether the line is still open and silent
    boolean isSilent() {
        try {
            if (channel != null) {
                hear();
            }
        } catch (IOException lost) {
            call.failed(lost);
        }
        return channel != null;
    }

    /// It was silent for so long that the kernel is to tell when it is not.
    void register() {
        try {
            if (channel != null && key == null) {
                key = channel.register(switchboard.selector(), awaited, this);
            }
        } catch (IOException lost) {
            call.failed(lost);
        }
    }

    void hangUp() {
        closeChannel();
        switchboard.closed(this);
    }

    private void closeChannel() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException lost) {
                channel = null;
            }
        }
        channel = null;
        key = null;
    }
}
