package city.belfry.mappings.run;

import city.belfry.mappings.plan.Scan;
import city.belfry.mappings.plan.Term;
import city.belfry.mappings.read.LookAhead;
import city.belfry.mappings.read.Row;
import city.belfry.mappings.read.RowConsumer;
import city.belfry.mappings.spill.Memory;
import city.belfry.mappings.spill.Spill;
import city.belfry.mappings.write.Hashes;
import city.belfry.mappings.write.LineBuffer;
import city.belfry.mappings.write.QuadReader;
import city.belfry.mappings.write.QuadText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.system.StreamRDF;
import org.apache.jena.sparql.core.Quad;

/// The joins of a run: fills the indexes from the parents' records and finds in them for the children's.
///
/// All parents are known before the first child asks ([city.belfry.mappings.plan.Plan]). An index that does not fit
/// into memory goes to files; then its children are answered at the end of the run.
final class Joins {
    private static final byte[] END = " .\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SPACE = {' '};
    private final Terms terms;
    private final String baseIri;
    private final Map<Integer, Parents> parents = new HashMap<>();
    private final IdentityHashMap<Scan.Lookup, Children> children = new IdentityHashMap<>();
    private final Memory memory;
    private final LateJoins late;

    /// Joins of one run.
    ///
    /// @param areHeld all parents stay in memory, because lists or quoted triples need them at once
    Joins(Terms terms, String baseIri, Spill spill, boolean areHeld) {
        this.terms = terms;
        this.baseIri = baseIri;
        memory = areHeld ? Memory.unlimited() : spill.joins();
        late = new LateJoins(spill);
    }

    /// Takes the records of the parents' source.
    RowConsumer filling(List<Scan.Index> wanted) {
        return RowConsumer.of(wanted.stream().<RowConsumer>map(this::parents).toList());
    }

    /// The children's side of a join.
    Children children(Scan.Lookup lookup) {
        return children.computeIfAbsent(
                lookup, asked -> new Children(new JoinKey(asked.keys(), terms), parents(asked.index())));
    }

    /// Writes the statements that waited for parents in files.
    void finish() {
        parents.values().forEach(Parents::close);
        late.finish();
    }

    private Parents parents(Scan.Index index) {
        return parents.computeIfAbsent(index.number(), number -> new Parents(index));
    }

    /// Looks at the keys of either side before they come.
    private static final class KeysAhead implements LookAhead {
        private final JoinKey key;
        private final Parents parents;
        private final Hashes lows = new Hashes(ROWS_MAX);

        KeysAhead(JoinKey key, Parents parents) {
            this.key = key;
            this.parents = parents;
        }

        @Override
        public void note(Row row) {
            if (key.read(row) == JoinKey.Count.ONE) {
                lows.add(key.low());
            }
        }

        @Override
        public void fetch() {
            parents.index.fetch(lows);
            lows.clear();
        }
    }

    /// The parents' side of a join.
    private final class Parents implements RowConsumer {
        private final Term subject;
        private final Optional<ByteTerm> fast;
        private final JoinKey key;
        private final int number;
        private JoinIndex index = new JoinIndex(memory);
        private boolean isLate;
        /// Whether [#key] was asked for the order of all keys.
        private boolean isInOrder = true;
        private final LineBuffer text = new LineBuffer(256);
        private final LastCells cells;
        private final LookAhead ahead;

        Parents(Scan.Index index) {
            number = index.number();
            subject = index.subject();
            fast = ByteTerm.of(subject, baseIri);
            key = new JoinKey(index.keys(), terms);
            ahead = new KeysAhead(key, this);
            boolean ofCells = fast.isPresent() && key.isOfCells();
            cells = new LastCells(
                    ofCells
                            ? IntStream.concat(Arrays.stream(fast.get().slots()), key.slots())
                                    .distinct()
                                    .toArray()
                            : new int[0]);
        }

        @Override
        public void row(Row row) {
            if (cells.areIn(row)) {
                return;
            }
            text.length(0);
            ByteTerm.Outcome outcome = fast.map(term -> term.write(row, text)).orElse(ByteTerm.Outcome.HARD);
            switch (outcome) {
                case ABSENT -> {}
                case WRITTEN -> addText(row);
                case HARD -> addNodes(row);
            }
        }

        @Override
        public LookAhead lookAhead() {
            return (key.isInNoOrder() || !isInOrder) && index.isFar() ? ahead : LookAhead.NONE;
        }

        private void addText(Row row) {
            switch (key.read(row)) {
                case NONE -> {}
                case ONE -> add(key.high(), key.low(), isInOrder && key.isGreatest(row), text);
                case PERHAPS_SEVERAL -> {
                    isInOrder = false;
                    key.each(row, (high, low) -> add(high, low, false, text));
                }
            }
        }

        private void addNodes(Row row) {
            isInOrder = false;
            List<LineBuffer> parents = new ArrayList<>();
            key.each(row, (high, low) -> {
                if (parents.isEmpty()) {
                    terms.nodes(subject, row).forEach(node -> parents.add(LineBuffer.of(QuadText.of(node))));
                }
                parents.forEach(parent -> add(high, low, false, parent));
            });
        }

        private void add(long high, long low, boolean isNew, LineBuffer parent) {
            if (isLate) {
                late.addParent(number, high, low, parent);
            } else if (!index.add(high, low, isNew, parent)) {
                isLate = true;
                index.each((knownHigh, knownLow, known) -> late.addParent(number, knownHigh, knownLow, known));
                close();
            }
        }

        void close() {
            index.close();
            index = new JoinIndex(Memory.unlimited());
        }
    }

    /// The children's side of a join.
    final class Children {
        private final JoinKey key;
        private final Parents parents;
        private final LineBuffer text = new LineBuffer(256);
        /// What was found last.
        private int found;

        private final LookAhead ahead;

        private Children(JoinKey key, Parents parents) {
            this.key = key;
            this.parents = parents;
            ahead = new KeysAhead(key, parents);
        }

        /// Whether the parents are in files, and statements must be left to [#later].
        boolean isLate() {
            return parents.isLate;
        }

        LookAhead lookAhead() {
            return parents.index.isFar() ? ahead : LookAhead.NONE;
        }

        /// Leaves a statement to the end of the run, when its objects can be found.
        ///
        /// @param before subject and predicate as in the line, with the space behind them
        /// @param after what stands behind the object, with the line end
        void later(Row row, byte[] before, byte[] after, StreamRDF sink) {
            key.each(row, (high, low) -> late.addChild(parents.number, high, low, before, after, sink));
        }

        /// The same for nodes.
        void later(Row row, Node graph, Node subject, Node predicate, StreamRDF sink) {
            LineBuffer before = new LineBuffer(256);
            before.add(QuadText.of(subject));
            before.add(SPACE);
            before.add(QuadText.of(predicate));
            before.add(SPACE);
            LineBuffer after = new LineBuffer(64);
            if (!Quad.isDefaultGraph(graph)) {
                after.add(SPACE);
                after.add(QuadText.of(graph));
            }
            after.add(END);
            later(row, before.copy(), after.copy(), sink);
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

        /// Whether this subject, a term of N-Quads, is among the parents of a key.
        ///
        /// @param first the first of them
        boolean contains(int first, byte[] subject, int from, int to) {
            return parents.index.contains(first, subject, from, to);
        }

        /// The first parent of the key that was read.
        int first() {
            int first = parents.index.firstAfter(found, key.high(), key.low());
            if (JoinIndex.isSubject(first)) {
                found = first;
            }
            return first;
        }

        int next(int parent) {
            return parents.index.next(parent);
        }

        /// Writes the subject of a parent.
        void write(int parent, LineBuffer out) {
            parents.index.write(parent, out);
        }

        /// Hands on the subjects of the parents of a record.
        void each(Row row, Taker taker) {
            JoinIndex index = parents.index;
            key.each(row, (high, low) -> {
                for (int at = index.first(high, low); JoinIndex.isSubject(at); at = index.next(at)) {
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
