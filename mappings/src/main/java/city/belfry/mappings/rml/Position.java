package city.belfry.mappings.rml;

/// Where something stands in a document: line and column, both counted from 1; 0 where it is not known.
public record Position(int line, int column) implements Comparable<Position> {
    /// Of what stands nowhere in the document.
    public static final Position NONE = new Position(0, 0);

    /// Of what concerns the document as a whole.
    static final Position START = new Position(1, 1);

    @Override
    public int compareTo(Position other) {
        int byLine = Integer.compare(line, other.line);
        return byLine == 0 ? Integer.compare(column, other.column) : byLine;
    }

    /// `line 12 column 5`.
    @Override
    public String toString() {
        return "line " + line + " column " + column;
    }
}
