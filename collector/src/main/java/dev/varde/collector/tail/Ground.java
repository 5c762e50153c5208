package dev.varde.collector.tail;

/// What those share who keep the logs of one service in step with what lies in the directories.
record Ground(
        Finder finder,
        Emitter emitter,
        ServiceLogs.Shared shared,
        BlindSpots blindSpots,
        LeftFiles left,
        Archive archive,
        Copies copies) {
    static Ground of(Finder finder, Emitter emitter, ServiceLogs.Shared shared) {
        return new Ground(
                finder,
                emitter,
                shared,
                new BlindSpots(emitter),
                new LeftFiles(finder.positions()),
                new Archive(emitter),
                new Copies());
    }

    long now() {
        return shared.nanos().getAsLong();
    }
}
