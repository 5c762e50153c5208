package dev.varde.processor.topology;

/// The names of the stream's stores and stages. They are part of the names of internal topics: to
/// change one is to lose what is in it.
final class Names {
    static final String RUNS = "runs";
    static final String HOSTS = "hosts";
    static final String INSTANCES = "instances";
    static final String INCIDENTS = "incidents";
    static final String SIGHTINGS = "sightings";

    static final String PLANS = "plans";
    static final String POSTS = "posts";
    static final String NOTICES = "notices";
    static final String BOARDS = "boards";

    static final String WORDS_BY_HOST = "words-by-host";
    static final String POSTS_BY_SHARED = "posts-by-shared";

    private Names() {}
}
