package dev.varde.events.start;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where Varde keeps what it must not forget. Each program holds a lock on its part of it, so that
/// two of a kind never write the same files.
public final class DataDirectory implements AutoCloseable {
    private static final int LONGEST_PID = 20;

    private final Path path;
    private final List<FileChannel> locks;

    private DataDirectory(Path path, List<FileChannel> locks) {
        this.path = path;
        this.locks = locks;
    }

    /// `$XDG_STATE_HOME/varde`, or `~/.local/state/varde` (XDG Base Directory Specification 0.8).
    public static Path standard(Map<String, String> environment, Path home) {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        return (state.isEmpty() ? home.resolve(".local/state") : Path.of(state)).resolve("varde");
    }

    /// @param programs their words on the command line, such as `collector`
    /// @throws CannotStart when it cannot be written or another Varde runs one of the programs
    ///   there
    public static DataDirectory open(Path path, Iterable<String> programs) throws CannotStart {
        make(path);
        List<FileChannel> locks = new ArrayList<>();
        DataDirectory directory = new DataDirectory(path, locks);
        try {
            for (String program : programs) {
                locks.add(lock(path, program));
            }
            return directory;
        } catch (CannotStart e) {
            directory.close();
            throw e;
        }
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        for (FileChannel lock : locks) {
            try {
                lock.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    private static void make(Path path) throws CannotStart {
        try {
            Files.createDirectories(
                    path,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            throw new CannotStart(
                    "The data directory " + path + " is a file. Name another with --data.", e);
        } catch (IOException e) {
            throw notWritable(path, e);
        }
        if (!Files.isWritable(path)) {
            throw notWritable(path, null);
        }
    }

    private static FileChannel lock(Path path, String program) throws CannotStart {
        Path file = path.resolve(program + ".lock");
        try {
            FileChannel channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                String holder = read(channel);
                channel.close();
                throw new CannotStart(
                        "The data directory "
                                + path
                                + " is in use by a running Varde "
                                + program
                                + (holder.isEmpty() ? "" : " (pid " + holder + ")")
                                + ". End that one, or name another directory with --data.");
            }
            channel.truncate(0);
            byte[] pid =
                    Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8);
            channel.write(ByteBuffer.wrap(pid), 0);
            return channel;
        } catch (IOException e) {
            throw notWritable(path, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) { // held within this process
            return null;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer pid = ByteBuffer.allocate(LONGEST_PID);
        channel.read(pid, 0);
        String text = new String(pid.array(), 0, pid.position(), StandardCharsets.UTF_8);
        return text.chars().allMatch(Character::isDigit) ? text : "";
    }

    private static CannotStart notWritable(Path path, @Nullable IOException e) {
        String message =
                "The data directory "
                        + path
                        + " cannot be written"
                        + (e == null ? "" : " (" + e.getClass().getSimpleName() + ")")
                        + ". Give this user the right to write there, or name another with --data.";
        return e == null ? new CannotStart(message) : new CannotStart(message, e);
    }
}
