package city.belfry.mappings.rml;

import java.util.Comparator;

/// Where something stands in a document: line and column, both counted from 1; 0 where it is not known.
public record Position(int line, int column) implements Comparable<Position> {
    /// Of what stands nowhere in the document.
    public static final Position NONE = new Position(0, 0);

    /// Of what concerns the document as a whole.
    static final Position START = new Position(1, 1);

    private static final Comparator<Position> ORDER =
            Comparator.comparingInt(Position::line).thenComparingInt(Position::column);

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }

    /// `line 12 column 5`.
    @Override
    public String toString() {
        return "line " + line + " column " + column;
    }
}
