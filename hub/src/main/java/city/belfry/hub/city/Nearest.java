package city.belfry.hub.city;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// The known word that somebody who mistyped may have meant.
public final class Nearest {
    private Nearest() {}

    /// The nearest of the candidates, when it is near enough to be a typing error: a third of the letters may differ.
    public static Optional<String> to(String word, Collection<String> candidates) {
        return candidates.stream()
                .min(Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(candidate -> distance(word, candidate) <= Math.max(1, Math.min(word.length(), 9) / 3));
    }

    /// ` Did you mean 'x'?` with a blank before it, or nothing.
    public static String hint(String word, Collection<String> candidates) {
        return to(word, candidates).map(near -> " Did you mean '" + near + "'?").orElse("");
    }

    /// Levenshtein distance, case ignored.
    private static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int replaced = diagonal
                        + (Character.toLowerCase(left.charAt(i - 1)) == Character.toLowerCase(right.charAt(j - 1))
                                ? 0
                                : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[right.length()];
    }
}
