package city.belfry.hub.city;

import java.time.Duration;

/// How much one run may take, so that a source gone wild stops at a named limit and not at the end of disk or memory.
public record IngestLimits(
        @Key(value = "Bytes of one source, after unpacking.", fallback = "4 GB")
        DataSize sourceSize,

        @Key(value = "Time for one download.", fallback = "10m")
        Duration downloadTime,

        @Key(value = "Entries of one archive or files of one folder.", fallback = "10000")
        int sourceFiles,

        @Key(value = "Statements of one dataset.", fallback = "50000000")
        long statements,

        @Key(value = "Findings of one run that are kept; the rest is counted.", fallback = "10000")
        int findings,

        @Key(value = "Kept copies of sources, in all.", fallback = "20 GB")
        DataSize cacheSize) {}
