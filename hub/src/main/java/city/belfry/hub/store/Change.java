package city.belfry.hub.store;

import java.time.Instant;

/// What led from one version of a graph to the next.
///
/// @param version the version that it led to
/// @param at when it was written
/// @param added statements that the version before did not have
/// @param removed statements that the version before had and this one has not
/// @param bytes size of the file that keeps it
/// @param checksum SHA-256 of that file, in hexadecimal digits
public record Change(long version, Instant at, long added, long removed, long bytes, String checksum) {
    /// As one line of text without spaces at its ends, the form in which the ledger keeps it.
    String line() {
        return String.join(
                " ",
                Long.toString(version),
                at.toString(),
                Long.toString(added),
                Long.toString(removed),
                Long.toString(bytes),
                checksum);
    }

    static Change ofLine(String line) {
        String[] parts = line.split(" ", -1);
        return new Change(
                Long.parseLong(parts[0]),
                Instant.parse(parts[1]),
                Long.parseLong(parts[2]),
                Long.parseLong(parts[3]),
                Long.parseLong(parts[4]),
                parts[5]);
    }
}
