# Sockets that nobody closes.
cause=descriptors-exhausted runtime=java needs=java
provoke() {
    file Open.java <<'END'
import java.nio.channels.*;
import java.util.*;
public class Open {
    public static void main(String[] a) throws Exception {
        List<Object> all = new ArrayList<>();
        while (true) all.add(SocketChannel.open());
    }
}
END
    printf '#!/bin/bash\nulimit -n 120\nexec java Open.java\n' >limited.sh; chmod +x limited.sh
    alone ./limited.sh
}
