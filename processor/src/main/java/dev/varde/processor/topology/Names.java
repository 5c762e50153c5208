package dev.varde.processor.topology;

/// The names of the stream's stores and stages. They are part of the names of internal topics: to
/// change one is to lose what is in it.
final class Names {
    static final String RUNS = "runs";
    static final String HOSTS = "hosts";
    static final String INSTANCES = "instances";
    static final String INCIDENTS = "incidents";
    static final String SIGHTINGS = "sightings";

    static final String WORDS_BY_HOST = "words-by-host";

    private Names() {}
}
