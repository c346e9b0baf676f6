package city.belfry.mappings;

/// How many there are of something, in English: `1 record`, `2,735 records`.
public final class Amount {
    private Amount() {}

    /// An amount.
    ///
    /// @param noun what there is one of; its plural must end in -s
    public static String of(long count, String noun) {
        return grouped(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /// As `%,d` writes it in English. The formatter reads the habits of all places first, which takes longer than to
    /// map ten records.
    private static String grouped(long number) {
        StringBuilder digits = new StringBuilder(Long.toString(number));
        for (int at = digits.length() - 3; at > 0; at -= 3) {
            digits.insert(at, ',');
        }
        return digits.toString();
    }
}
