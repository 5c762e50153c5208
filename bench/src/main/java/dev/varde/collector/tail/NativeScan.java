package dev.varde.collector.tail;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// Hyperscan's library (hs.h of version 5), called with chunks of bytes, for comparison only.
@NullMarked
final class NativeScan {
    private static final int CHUNK = 64 << 10;
    private static final int CASELESS_ONCE = 1 | 8; // HS_FLAG_CASELESS | HS_FLAG_SINGLEMATCH
    private static final int BLOCK = 1; // HS_MODE_BLOCK
    private static final Linker LINKER = Linker.nativeLinker();

    private static long found;

    private final Arena arena = Arena.global();
    private final SymbolLookup library;
    private final MethodHandle scan;
    private final MemorySegment database;
    private final MemorySegment scratch;
    private final MemorySegment onMatch;

    private NativeScan(SymbolLookup library, List<String> words) throws Throwable {
        this.library = library;
        this.scan =
                function(
                        "hs_scan", ADDRESS, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
        this.database = compile(words);
        MemorySegment made = arena.allocate(ADDRESS);
        check((int) function("hs_alloc_scratch", ADDRESS, ADDRESS).invokeExact(database, made));
        this.scratch = made.get(ADDRESS, 0);
        MethodType type =
                MethodType.methodType(
                        int.class,
                        int.class,
                        long.class,
                        long.class,
                        int.class,
                        MemorySegment.class);
        this.onMatch =
                LINKER.upcallStub(
                        MethodHandles.lookup().findStatic(NativeScan.class, "onMatch", type),
                        FunctionDescriptor.of(
                                JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS),
                        arena);
    }

    /// Null where the library is not there.
    static @Nullable NativeScan open(List<String> words) {
        SymbolLookup library;
        try {
            library = SymbolLookup.libraryLookup("libhs.so.5", Arena.global());
        } catch (IllegalArgumentException _) {
            return null;
        }
        try {
            return new NativeScan(library, words);
        } catch (Throwable e) {
            throw new IllegalStateException("Hyperscan cannot be called", e);
        }
    }

    private MethodHandle function(String name, java.lang.foreign.MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                library.findOrThrow(name), FunctionDescriptor.of(JAVA_INT, arguments));
    }

    private MemorySegment compile(List<String> words) throws Throwable {
        int count = words.size();
        MemorySegment expressions = arena.allocate(ADDRESS, count);
        MemorySegment flags = arena.allocate(JAVA_INT, count);
        MemorySegment ids = arena.allocate(JAVA_INT, count);
        for (int i = 0; i < count; i++) {
            expressions.setAtIndex(ADDRESS, i, arena.allocateFrom(escaped(words.get(i))));
            flags.setAtIndex(JAVA_INT, i, CASELESS_ONCE);
            ids.setAtIndex(JAVA_INT, i, i);
        }
        MemorySegment made = arena.allocate(ADDRESS);
        MethodHandle compile =
                function(
                        "hs_compile_multi",
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        JAVA_INT,
                        JAVA_INT,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS);
        check(
                (int)
                        compile.invokeExact(
                                expressions,
                                flags,
                                ids,
                                count,
                                BLOCK,
                                MemorySegment.NULL,
                                made,
                                arena.allocate(ADDRESS)));
        return made.get(ADDRESS, 0);
    }

    private static String escaped(String word) {
        StringBuilder out = new StringBuilder();
        word.chars().forEach(c -> out.append("\\x%02x".formatted(c)));
        return out.toString();
    }

    private static void check(int result) {
        if (result != 0) {
            throw new IllegalStateException("Hyperscan says " + result);
        }
    }

    @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // called by the library
    private static int onMatch(int id, long from, long to, int flags, MemorySegment context) {
        found++;
        return 0;
    }

    /// How many words were found, each at most once in a chunk.
    long scan(Path log) throws IOException {
        found = 0;
        MemorySegment chunk = arena.allocate(CHUNK);
        byte[] buffer = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(log)) {
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                MemorySegment.copy(buffer, 0, chunk, JAVA_BYTE, 0, read);
                check(
                        (int)
                                scan.invokeExact(
                                        database,
                                        chunk,
                                        read,
                                        0,
                                        scratch,
                                        onMatch,
                                        MemorySegment.NULL));
            }
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("Hyperscan failed", e);
        }
        return found;
    }
}
