package city.belfry.mappings.run;

import city.belfry.mappings.plan.Scan;
import city.belfry.mappings.plan.Term;
import city.belfry.mappings.read.Row;
import city.belfry.mappings.write.LineBuffer;
import city.belfry.mappings.write.QuadReader;
import city.belfry.mappings.write.QuadText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.jena.graph.Node;

/// The joins of a run: fills the indexes from the parents' records and finds in them for the children's.
final class Joins {
    private final Terms terms;
    private final String baseIri;
    private final Map<Integer, Parents> parents = new HashMap<>();
    private final IdentityHashMap<Scan.Lookup, Children> children = new IdentityHashMap<>();

    Joins(Terms terms, String baseIri) {
        this.terms = terms;
        this.baseIri = baseIri;
    }

    /// Adds a record of the parents' source.
    void fill(List<Scan.Index> wanted, Row row) {
        for (Scan.Index index : wanted) {
            parents(index).add(row);
        }
    }

    /// The children's side of a join.
    Children children(Scan.Lookup lookup) {
        return children.computeIfAbsent(
                lookup, asked -> new Children(new JoinKey(asked.keys(), terms), parents(asked.index()).index));
    }

    private Parents parents(Scan.Index index) {
        return parents.computeIfAbsent(index.number(), number -> new Parents(index));
    }

    /// The parents' side of a join.
    private final class Parents {
        private final Term subject;
        private final Optional<ByteTerm> fast;
        private final JoinKey key;
        private final JoinIndex index = new JoinIndex();
        private final LineBuffer text = new LineBuffer(256);
        private final LastCells cells;

        Parents(Scan.Index index) {
            subject = index.subject();
            fast = ByteTerm.of(subject, baseIri);
            key = new JoinKey(index.keys(), terms);
            boolean ofCells = fast.isPresent() && key.isOfCells();
            cells = new LastCells(
                    ofCells
                            ? IntStream.concat(Arrays.stream(fast.get().slots()), key.slots())
                                    .distinct()
                                    .toArray()
                            : new int[0]);
        }

        void add(Row row) {
            if (cells.areIn(row)) {
                return;
            }
            text.length(0);
            ByteTerm.Outcome outcome = fast.map(term -> term.write(row, text)).orElse(ByteTerm.Outcome.HARD);
            switch (outcome) {
                case ABSENT -> {}
                case WRITTEN -> key.each(row, found -> index.add(found, text));
                case HARD -> addNodes(row);
            }
        }

        private void addNodes(Row row) {
            List<byte[]> keys = new ArrayList<>();
            key.each(row, found -> keys.add(Arrays.copyOf(found.bytes(), found.length())));
            if (keys.isEmpty()) {
                return;
            }
            for (Node node : terms.nodes(subject, row)) {
                byte[] term = QuadText.of(node);
                for (byte[] found : keys) {
                    index.add(LineBuffer.of(found), LineBuffer.of(term));
                }
            }
        }
    }

    /// The children's side of a join.
    static final class Children {
        private final JoinKey key;
        private final JoinIndex index;
        private final LineBuffer text = new LineBuffer(256);

        private Children(JoinKey key, JoinIndex index) {
            this.key = key;
            this.index = index;
        }

        /// Takes the subject of one parent, a term of N-Quads.
        @FunctionalInterface
        interface Taker {
            void parent(LineBuffer subject);
        }

        /// How many keys a record has; when it is one, its parents are found from [#first] on.
        JoinKey.Count read(Row row) {
            return key.read(row);
        }

        /// The first parent of the key that was read.
        int first() {
            return index.first(key.key());
        }

        int next(int parent) {
            return index.next(parent);
        }

        /// Writes the subject of a parent.
        void write(int parent, LineBuffer out) {
            index.write(parent, out);
        }

        /// Hands on the subjects of the parents of a record.
        void each(Row row, Taker taker) {
            key.each(row, found -> {
                for (int at = index.first(found); JoinIndex.isSubject(at); at = index.next(at)) {
                    text.length(0);
                    index.write(at, text);
                    taker.parent(text);
                }
            });
        }

        /// The subjects of the parents of a record as nodes.
        List<Node> nodes(Row row) {
            List<Node> nodes = new ArrayList<>();
            each(row, subject -> nodes.add(QuadReader.term(subject.bytes(), 0, subject.length())));
            return nodes;
        }
    }
}
