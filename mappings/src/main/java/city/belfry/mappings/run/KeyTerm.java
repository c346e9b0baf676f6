package city.belfry.mappings.run;

import city.belfry.mappings.read.LookAhead;
import city.belfry.mappings.read.Row;
import city.belfry.mappings.spill.Memory;
import city.belfry.mappings.write.Hash;
import city.belfry.mappings.write.Hashes;
import city.belfry.mappings.write.LineBuffer;
import city.belfry.mappings.write.TermTable;
import city.belfry.mappings.write.Written.Affixes;

/// A term that statements of a row are made of, written once a row, with the table of those that were met.
///
/// Hot code, measured by `.ci/bench`.
final class KeyTerm implements LookAhead {
    private static final long[] NOWHERE = {};

    private final ByteTerm term;
    private final Affixes affixes;
    private final int prefix;
    private final int suffix;
    private int columns;
    private int fixedColumn = -1;
    private boolean isProof;
    private TermTable table = new TermTable(0, Memory.unlimited());

    private final LastCells cells;
    private final LineBuffer text = new LineBuffer(256);
    private long row = -1;
    private ByteTerm.Outcome outcome = ByteTerm.Outcome.ABSENT;
    private int number;
    private boolean isNew;
    /// Where a new term's statements are remembered.
    private long[] said = NOWHERE;
    private int saidAt;
    private boolean isHashed;
    private long high;
    private long low;
    private final Hashes ahead = new Hashes(ROWS_MAX);
    private final LineBuffer textAhead = new LineBuffer(256);

    KeyTerm(ByteTerm term) {
        this.term = term;
        affixes = term.affixes();
        prefix = affixes.before().length;
        suffix = affixes.after().length;
        cells = new LastCells(term.slots());
    }

    /// A column of the table, for a rule.
    ///
    /// @param isFixed the other term is the same in all rows: such rules share one column
    int column(boolean isFixed) {
        isProof = true;
        if (!isFixed) {
            return columns++;
        }
        if (fixedColumn < 0) {
            fixedColumn = columns++;
        }
        return fixedColumn;
    }

    /// Makes the table, when all columns are known.
    void begin(Memory memory) {
        table = new TermTable(columns, memory);
    }

    /// Writes the term of a row and looks whether it was met before.
    ByteTerm.Outcome of(Row values, long rowNumber, boolean distinct) {
        if (row == rowNumber) {
            return outcome;
        }
        row = rowNumber;
        if (cells.areIn(values)) {
            isNew = false;
            return outcome;
        }
        text.length(0);
        outcome = term.write(values, text);
        isHashed = false;
        if (outcome == ByteTerm.Outcome.WRITTEN && isProof && distinct) {
            int found = table.add(text.bytes(), prefix, text.length() - suffix);
            isNew = found < 0;
            number = isNew ? -1 - found : found;
            boolean isRemembered = isNew && table.isRemembered(number);
            said = isRemembered ? table.block(number) : NOWHERE;
            saidAt = isRemembered ? table.at(number) : 0;
        }
        return outcome;
    }

    /// Itself, when it is worth while to know of rows before they come.
    LookAhead lookAhead() {
        return table.isFar() ? this : NONE;
    }

    @Override
    public void note(Row soon) {
        textAhead.length(0);
        if (term.write(soon, textAhead) == ByteTerm.Outcome.WRITTEN) {
            ahead.add(Hash.low(textAhead.bytes(), prefix, textAhead.length() - suffix));
        }
    }

    @Override
    public void fetch() {
        table.fetch(ahead);
        ahead.clear();
    }

    ByteTerm term() {
        return term;
    }

    Affixes affixes() {
        return affixes;
    }

    TermTable table() {
        return table;
    }

    /// The term of the row.
    LineBuffer text() {
        return text;
    }

    /// Bytes before what depends on the row.
    int prefix() {
        return prefix;
    }

    /// Bytes behind what depends on the row.
    int suffix() {
        return suffix;
    }

    /// Whether the row was the first to have the term.
    boolean isNew() {
        return isNew;
    }

    /// Whether a new term's statements can be remembered; else all that the term is part of is left to the end.
    // NOWHERE is one object, known by being it.
    @SuppressWarnings("ReferenceEquality")
    boolean isRemembered() {
        return said != NOWHERE;
    }

    /// Remembers what is said with a new term.
    void say(int column, long what) {
        said[saidAt + column] = what;
    }

    /// What was said first with the term; 0 when nothing is remembered.
    long said(int column) {
        return table.said(number, column);
    }

    /// Hashes the whole text, for statements without a proof.
    void hash() {
        if (!isHashed) {
            isHashed = true;
            high = Hash.high(text.bytes(), 0, text.length());
            low = Hash.low(text.bytes(), 0, text.length());
        }
    }

    /// The upper half of what [#hash] made.
    long high() {
        return high;
    }

    /// The lower half of what [#hash] made.
    long low() {
        return low;
    }
}
