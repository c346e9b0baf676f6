package city.belfry.mappings.write;

import city.belfry.mappings.spill.Memory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The statements with one predicate that were written.
///
/// A statement is known by its hash in a [Distinct], or by a [Proof]: the table of a term that it is made of says that
/// the term was met then for the first time. Whoever writes a statement without a proof of its own asks
/// [#isNew(byte[], int, int, int)], which looks at both.
public final class Written {
    private final Distinct statements;
    private final List<Proof> proofs = new ArrayList<>();

    Written(Memory memory) {
        statements = new Distinct(memory);
    }

    /// Tells whether one rule wrote a statement.
    @FunctionalInterface
    public interface Proof {
        /// Whether it was written. If the rule can come to write it, the term that proves it is marked as met.
        boolean isProved(byte[] line, int subjectEnd, int objectStart, int lineEnd);
    }

    /// How the statements of one rule are found in the table of one of their terms.
    ///
    /// @param table the terms
    /// @param column where the hash of the other term is remembered; rules with one fixed other term share one
    /// @param bySubject the table is about the subject, not the object
    /// @param key what all these terms have in common
    /// @param other what the other terms have in common
    /// @param end what stands behind the object up to the end of the line, as its `after`
    public record TermProof(TermTable table, int column, boolean bySubject, Affixes key, Affixes other, Affixes end)
            implements Proof {
        @Override
        public boolean isProved(byte[] line, int subjectEnd, int objectStart, int lineEnd) {
            int objectEnd = lineEnd - end.after.length;
            int keyStart = bySubject ? 0 : objectStart;
            int keyEnd = bySubject ? subjectEnd : objectEnd;
            int otherStart = bySubject ? objectStart : 0;
            int otherEnd = bySubject ? objectEnd : subjectEnd;
            if (objectEnd < objectStart
                    || !Arrays.equals(line, objectEnd, lineEnd, end.after, 0, end.after.length)
                    || !key.fit(line, keyStart, keyEnd)
                    || !other.fit(line, otherStart, otherEnd)) {
                return false;
            }
            int number = key.number(table, line, keyStart, keyEnd);
            // Of a term that no rule met before, nothing is remembered.
            return number >= 0
                    && table.said(number, column)
                            == Hash.brief(line, otherStart + other.before.length, otherEnd - other.after.length);
        }
    }

    /// What the terms of one term map have in common: their first and last bytes.
    public static final class Affixes {
        private final byte[] before;
        private final byte[] after;

        public Affixes(byte[] before, byte[] after) {
            this.before = before;
            this.after = after;
        }

        public byte[] before() {
            return before;
        }

        public byte[] after() {
            return after;
        }

        /// Whether a term can be one of them.
        public boolean fit(byte[] line, int from, int to) {
            return to - from >= before.length + after.length
                    && Arrays.equals(line, from, from + before.length, before, 0, before.length)
                    && Arrays.equals(line, to - after.length, to, after, 0, after.length);
        }

        /// The number of one of them in their table, to which it is added as [TermTable#add] does.
        public int number(TermTable table, byte[] line, int from, int to) {
            return table.add(line, from + before.length, to - after.length);
        }
    }

    /// The hashes of those that have no proof.
    public Distinct statements() {
        return statements;
    }

    public void add(Proof proof) {
        proofs.add(proof);
    }

    /// Remembers a statement whose rule has no proof and can make no statement of a rule that has one.
    ///
    /// @return false when it was written already
    public boolean isNew(long subjectHigh, long subjectLow, byte[] line, int objectStart, int lineEnd) {
        return statements.add(
                Hash.high(subjectHigh, line, objectStart, lineEnd), Hash.low(subjectLow, line, objectStart, lineEnd));
    }

    /// Remembers any statement.
    ///
    /// @return false when it was written already
    public boolean isNew(byte[] line, int subjectEnd, int objectStart, int lineEnd) {
        for (Proof proof : proofs) {
            if (proof.isProved(line, subjectEnd, objectStart, lineEnd)) {
                return false;
            }
        }
        return isNew(Hash.high(line, 0, subjectEnd), Hash.low(line, 0, subjectEnd), line, objectStart, lineEnd);
    }
}
