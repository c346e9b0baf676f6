package city.belfry.ontology;

/// Why an operation cannot go on, seen by who has to act. One kind has one exit code and one HTTP status everywhere.
public enum FailureKind {
    /// Belfry itself is at fault; the message carries an id that stands in the log.
    INTERNAL(1, 500),
    /// The caller asked for something that is not possible: a bad option, query, mapping or configuration.
    USER(2, 400),
    /// There is no such thing.
    MISSING(2, 404),
    /// What the caller saw is no longer what is there.
    OUTDATED(1, 412),
    /// The data break their rules, so that nothing was published.
    DATA(3, 422),
    /// A named limit was reached.
    LIMIT(1, 413),
    /// The deadline passed.
    DEADLINE(1, 503),
    /// The machine lacks something: disk, port, memory.
    RESOURCE(1, 507),
    /// A source or a peer does not answer.
    UNREACHABLE(5, 502),
    /// The asker may not do this.
    DENIED(6, 403);

    private final int exitCode;
    private final int httpStatus;

    FailureKind(int exitCode, int httpStatus) {
        this.exitCode = exitCode;
        this.httpStatus = httpStatus;
    }

    /// The exit code of the command line (0 ok, 4 partial are no failures and stand elsewhere).
    public int exitCode() {
        return exitCode;
    }

    public int httpStatus() {
        return httpStatus;
    }
}
