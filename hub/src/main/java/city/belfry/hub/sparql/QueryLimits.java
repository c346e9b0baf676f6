package city.belfry.hub.sparql;

import java.time.Duration;

/// What one query may use.
///
/// @param textBytesMax length of the query itself
/// @param nestingMax brackets inside brackets
/// @param deadline from the start of the evaluation to its last row
/// @param rowsMax rows of a SELECT, triples of a CONSTRUCT or DESCRIBE
/// @param answerBytesMax length of the answer as it is sent
public record QueryLimits(int textBytesMax, int nestingMax, Duration deadline, long rowsMax, long answerBytesMax) {
    /// For everybody.
    public static final QueryLimits PUBLIC =
            new QueryLimits(64 << 10, 128, Duration.ofSeconds(10), 1_000_000, 64L << 20);

    /// For those who bear a token.
    public static final QueryLimits STEWARD =
            new QueryLimits(1 << 20, 128, Duration.ofSeconds(60), 10_000_000, 1L << 30);
}
