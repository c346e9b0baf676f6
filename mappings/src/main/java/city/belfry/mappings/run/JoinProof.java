package city.belfry.mappings.run;

import city.belfry.mappings.write.Written;
import java.util.Arrays;

/// Tells duplicates of a join apart by its subject: the statements of a subject that was never met before are new,
/// since an index has each parent of a key once. With the subject the key is remembered that it first asked with (by
/// its first parent): whoever comes with the same key again says nothing new.
///
/// Where subjects often ask with several keys, as in a table that only links two things, that would be a detour; then
/// no more keys are remembered, and statements are told apart one by one.
final class JoinProof implements Written.Proof {
    /// Subjects that are given a try.
    private static final int TRIED = 1 << 10;
    /// One subject that comes with another key may be met for so many that are proved.
    private static final int PROVED_FOR_ONE = 4;

    /// What is known of the statements of a row.
    enum Answer {
        ALL_NEW,
        ALL_WRITTEN,
        UNKNOWN
    }

    private final KeyTerm subject;
    private final Joins.Children parents;
    /// What stands behind the object, with the line end.
    private final byte[] end;
    private final int column;
    private long proved;
    private long disproved;

    JoinProof(KeyTerm subject, Joins.Children parents, byte[] end) {
        this.subject = subject;
        this.parents = parents;
        this.end = end;
        column = subject.column(false);
    }

    /// What is known of the statements of the row whose subject was read last.
    ///
    /// @param first the first parent of its key
    Answer ofRow(int first) {
        if (subject.isNew()) {
            if (!subject.isRemembered()) {
                return Answer.ALL_NEW;
            }
            if (disproved * PROVED_FOR_ONE > proved + TRIED) {
                return Answer.UNKNOWN;
            }
            proved++;
            subject.say(column, first);
            return Answer.ALL_NEW;
        }
        if (subject.said(column) == first) {
            return Answer.ALL_WRITTEN;
        }
        disproved++;
        return Answer.UNKNOWN;
    }

    /// Whether a statement about the subject of the row was written with the key that is remembered.
    boolean isWritten(byte[] line, int objectStart, int objectEnd) {
        return !subject.isNew() && isOf(subject.said(column), line, objectStart, objectEnd);
    }

    private boolean isOf(long first, byte[] line, int objectStart, int objectEnd) {
        return parents.contains((int) first, line, objectStart, objectEnd);
    }

    @Override
    public boolean isProved(byte[] line, int subjectEnd, int objectStart, int lineEnd) {
        int objectEnd = lineEnd - end.length;
        if (objectEnd < objectStart
                || !Arrays.equals(line, objectEnd, lineEnd, end, 0, end.length)
                || !subject.affixes().fit(line, 0, subjectEnd)) {
            return false;
        }
        int number = subject.affixes().number(subject.table(), line, 0, subjectEnd);
        return number >= 0 && isOf(subject.table().said(number, column), line, objectStart, objectEnd);
    }
}
