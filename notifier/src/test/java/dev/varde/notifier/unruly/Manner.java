package dev.varde.notifier.unruly;

/// What an HTTP receiver does with one connection.
public enum Manner {
    /// Reads the request and answers 200.
    TAKES,
    /// Closes before it has read anything.
    DROPS_AT_ONCE,
    /// Closes after the first line of the request.
    DROPS_MIDWAY,
    /// Reads the request and closes.
    DROPS_UNANSWERED,
    /// Closes within the first line of its answer.
    DROPS_IN_ANSWER,
    /// Answers 200 and closes before the end of the body that it promised.
    DROPS_IN_BODY,
    /// Reads the request and resets the connection.
    RESETS,
    /// 429, and asks for seven seconds.
    BUSY,
    /// 503, and asks to wait until a date.
    BUSY_UNTIL,
    /// 500.
    FAILS,
    /// 404.
    REFUSES,
    /// 410.
    GONE,
    /// 301 to the metadata service of a cloud.
    LEADS_INSIDE,
    /// 307 to itself.
    LEADS_ROUND,
    /// One header every few milliseconds, without end.
    SLOW_HEADERS,
    /// Headers as fast as they are taken, without end.
    ENDLESS_HEADERS,
    /// 200, and a body as fast as it is taken, without end.
    ENDLESS_BODY,
    /// 200, and a byte of the body every few milliseconds, without end.
    TRICKLES,
    /// Reads the request and says nothing.
    NEVER_ANSWERS,
    /// Accepts the connection and reads nothing.
    NEVER_READS,
    /// Answers what is no HTTP.
    TALKS_NONSENSE
}
