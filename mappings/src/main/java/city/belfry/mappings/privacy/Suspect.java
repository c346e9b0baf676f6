package city.belfry.mappings.privacy;

/// A field that looks as if it held personal data and that no treatment names.
///
/// @param source file or pattern that the mapping reads
/// @param values how many of its values look so
/// @param isWhole whether such a value is the whole cell and not a part of a longer text
/// @param example the shape of one of them, without its letters and digits
public record Suspect(String source, String field, Kind kind, long values, boolean isWhole, String example) {
    /// What it seems to hold.
    public enum Kind {
        EMAIL("e-mail addresses"),
        PHONE("telephone numbers"),
        NAME("names of people");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
