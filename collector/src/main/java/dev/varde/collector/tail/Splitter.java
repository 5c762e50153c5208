package dev.varde.collector.tail;

/// Makes lines of the bytes of a file.
sealed interface Splitter permits LineSplitter, WideSplitter {
    /// Takes what is split off.
    interface Lines {
        /// Whether the next line is wanted whatever it says; else only what is notable.
        boolean wantsEach();

        void line(RawLine line);

        /// Complete lines that hold nothing notable.
        ///
        /// @param end offset in the file behind the last of them
        void passed(byte[] bytes, int from, int to, long end);
    }

    void feed(byte[] chunk, int length);

    /// Offset of the first byte of the line that is not complete.
    long start();

    /// Takes what stands behind the last newline for a line.
    void endPartial();
}
