package city.belfry.mappings.run;

import city.belfry.mappings.plan.Scan;
import city.belfry.mappings.plan.Term;
import city.belfry.mappings.plan.Term.Source;
import city.belfry.mappings.read.LookAhead;
import city.belfry.mappings.read.Row;
import city.belfry.mappings.read.RowConsumer;
import city.belfry.mappings.rml.TermMap;
import city.belfry.mappings.write.Hash;
import city.belfry.mappings.write.LineBuffer;
import city.belfry.mappings.write.QuadLines;
import city.belfry.mappings.write.QuadText;
import city.belfry.mappings.write.Written;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.jena.graph.Node;
import org.jspecify.annotations.Nullable;

/// The triples maps of one scan, as far as they are written straight from bytes; what is not is left to the plain way.
///
/// Duplicates are told by proof first: a statement whose subject (or object) was never met by this term map is new,
/// when no other rule of the plan can make the same statement ([Emitters]). So most rows cost one look into one table.
///
/// Hot code, measured by `.ci/bench`.
final class ByteScan implements RowConsumer {
    private static final byte[] NONE = {};
    private static final byte[] SPACE = {' '};
    private static final byte[] END = " .\n".getBytes(StandardCharsets.US_ASCII);

    private final QuadLines lines;
    private final boolean distinct;
    private final ByteMap[] maps;
    private final Plain plain;
    private long rows;

    private ByteScan(QuadLines lines, List<ByteMap> maps, Plain plain) {
        this.plain = plain;
        this.lines = lines;
        distinct = lines.isDistinct();
        this.maps = maps.toArray(ByteMap[]::new);
    }

    /// Takes what must go the plain way.
    interface Plain {
        void map(Scan.Statements map, List<Scan.Rule> rules, Row row);
    }

    /// One triples map.
    private static final class ByteMap {
        private final Scan.Statements plain;
        /// None when the whole map goes the plain way.
        private final @Nullable KeyTerm subject;

        private final ByteRule[] rules;
        private final ByteJoin[] joins;
        /// Rules that go the plain way.
        private final List<Scan.Rule> others;

        ByteMap(
                Scan.Statements plain,
                @Nullable KeyTerm subject,
                List<ByteRule> rules,
                List<ByteJoin> joins,
                List<Scan.Rule> others) {
            this.plain = plain;
            this.subject = subject;
            this.rules = rules.toArray(ByteRule[]::new);
            this.joins = joins.toArray(ByteJoin[]::new);
            this.others = List.copyOf(others);
        }

        Stream<LookAhead> lookAheads() {
            Stream<@Nullable KeyTerm> terms =
                    Stream.concat(Stream.of(subject), Arrays.stream(rules).map(rule -> rule.object));
            return Stream.concat(
                    terms.flatMap(Stream::ofNullable).map(KeyTerm::lookAhead),
                    Arrays.stream(joins).map(join -> join.parents.lookAhead()));
        }
    }

    /// One predicate with one object in one graph.
    private static final class ByteRule {
        private final Written written;
        /// Space, predicate, space.
        private final byte[] middle;
        /// Behind the object.
        private final byte[] end;
        /// All behind the subject.
        private final ByteTerm rest;

        private final boolean isFixed;
        private final int prefix;
        private final int suffix;
        /// The object, when the proof is about it.
        private final @Nullable KeyTerm object;
        /// What the proof is about; none without proof.
        private final @Nullable KeyTerm key;
        /// Where the key's table remembers the other term.
        private final int column;
        /// The same, for the plain way.
        private final Scan.Rule plain;

        ByteRule(Written written, Draft draft, @Nullable KeyTerm key, boolean byObject, int column) {
            this.written = written;
            middle = middle(draft.predicate);
            end = draft.graph.end();
            rest = draft.graph.behind(draft.object).between(middle, NONE);
            isFixed = rest.isFixed();
            prefix = rest.affixes().before().length;
            suffix = rest.affixes().after().length;
            object = byObject ? key : null;
            this.key = key;
            this.column = column;
            plain = draft.plain;
        }

        /// Whether the same object was said of the subject before, since it is the same for every row.
        boolean isSaid() {
            return key != null && isFixed && !key.isNew() && key.said(column) != 0;
        }
    }

    /// One predicate in one graph whose objects are the subjects of other records.
    private static final class ByteJoin {
        private final byte[] middle;
        private final Joins.Children parents;
        private final byte[] end;
        private final Written written;
        /// None when another rule can make the same statements.
        private final @Nullable JoinProof proof;

        ByteJoin(Node predicate, Joins.Children parents, Node graph, Written written, @Nullable JoinProof proof) {
            middle = middle(predicate);
            this.parents = parents;
            end = end(graph);
            this.written = written;
            this.proof = proof;
        }
    }

    /// A rule in the making.
    private record Draft(
            Term subject, Node predicate, Behind graph, Term objectTerm, ByteTerm object, Scan.Rule plain) {}

    /// What stands behind the object.
    private sealed interface Behind {
        /// The object with it.
        ByteTerm behind(ByteTerm object);

        /// All of it, when it is the same in every row.
        default byte[] end() {
            return NONE;
        }

        /// The same graph in every row.
        record Fixed(Node graph) implements Behind {
            @Override
            public ByteTerm behind(ByteTerm object) {
                return object.between(NONE, end());
            }

            @Override
            public byte[] end() {
                return ByteScan.end(graph);
            }
        }

        /// A graph that is named by the row.
        record OfRow(ByteTerm graph) implements Behind {
            @Override
            public ByteTerm behind(ByteTerm object) {
                return object.then(graph.between(SPACE, END));
            }
        }
    }

    /// Compiles the triples maps of a scan; empty when nothing of them can be written from bytes.
    static Optional<ByteScan> of(
            Scan scan, Emitters emitters, Joins joins, String baseIri, QuadLines lines, Plain plain) {
        Map<Term, KeyTerm> keys = new HashMap<>();
        for (Scan.Statements map : scan.maps()) {
            ByteTerm.of(map.subject(), baseIri).ifPresent(term -> keys.put(map.subject(), new KeyTerm(term)));
        }
        List<ByteMap> maps = new ArrayList<>();
        List<Runnable> proofs = new ArrayList<>();
        boolean any = false;
        for (Scan.Statements map : scan.maps()) {
            KeyTerm subject = keys.get(map.subject());
            List<ByteRule> rules = new ArrayList<>();
            List<ByteJoin> byJoin = new ArrayList<>();
            List<Scan.Rule> others = new ArrayList<>();
            if (subject != null) {
                for (Draft draft : drafts(map, baseIri, others)) {
                    rules.add(rule(draft, subject, keys, emitters, lines, proofs));
                }
                byJoin.addAll(joins(map, subject, joins, emitters, lines, proofs, others));
            }
            boolean byBytes = !rules.isEmpty() || !byJoin.isEmpty();
            any |= byBytes;
            maps.add(new ByteMap(map, byBytes ? subject : null, rules, byJoin, others));
        }
        keys.values().forEach(key -> key.begin(lines.memory()));
        proofs.forEach(Runnable::run);
        return any ? Optional.of(new ByteScan(lines, maps, plain)) : Optional.empty();
    }

    /// The rules of a triples map that can be written from bytes.
    ///
    /// @param others gets what cannot
    private static List<Draft> drafts(Scan.Statements map, String baseIri, List<Scan.Rule> others) {
        List<Draft> drafts = new ArrayList<>();
        for (Scan.Rule rule : map.rules()) {
            List<Behind> graphs = behind(map, rule, baseIri);
            List<Term> hard = new ArrayList<>();
            for (Term object : rule.objects()) {
                Optional<ByteTerm> compiled = ByteTerm.of(object, baseIri);
                if (compiled.isEmpty()
                        || graphs.isEmpty()
                        || !rule.predicates().stream().allMatch(ByteScan::isFixed)) {
                    hard.add(object);
                    continue;
                }
                for (Term predicateTerm : rule.predicates()) {
                    Node predicate = fixed(predicateTerm).orElseThrow();
                    Scan.Rule plain = new Scan.Rule(
                            List.of(predicateTerm), List.of(object), List.of(), rule.graphs(), rule.output());
                    for (Behind graph : graphs) {
                        drafts.add(new Draft(map.subject(), predicate, graph, object, compiled.get(), plain));
                    }
                }
            }
            if (!hard.isEmpty()) {
                others.add(
                        new Scan.Rule(rule.predicates(), List.copyOf(hard), List.of(), rule.graphs(), rule.output()));
            }
        }
        return drafts;
    }

    /// The joins of a triples map that can be written from bytes.
    ///
    /// @param others gets what cannot
    private static List<ByteJoin> joins(
            Scan.Statements map,
            KeyTerm subject,
            Joins joins,
            Emitters emitters,
            QuadLines lines,
            List<Runnable> proofs,
            List<Scan.Rule> others) {
        List<ByteJoin> byJoin = new ArrayList<>();
        for (Scan.Rule rule : map.rules()) {
            if (rule.lookups().isEmpty()) {
                continue;
            }
            Optional<Set<Node>> graphs = graphs(map, rule);
            if (graphs.isEmpty() || !rule.predicates().stream().allMatch(ByteScan::isFixed)) {
                others.add(new Scan.Rule(rule.predicates(), List.of(), rule.lookups(), rule.graphs(), rule.output()));
                continue;
            }
            for (Term predicateTerm : rule.predicates()) {
                Node predicate = fixed(predicateTerm).orElseThrow();
                for (Scan.Lookup lookup : rule.lookups()) {
                    for (Node graph : graphs.get()) {
                        Written written = lines.written(predicate.getURI());
                        Joins.Children parents = joins.children(lookup);
                        JoinProof proof = null;
                        if (!subject.term().isFixed()
                                && emitters.isAlone(
                                        map.subject(), predicate, lookup.index().subject(), graph)) {
                            JoinProof bySubject = new JoinProof(subject, parents, end(graph));
                            proofs.add(() -> written.add(bySubject));
                            proof = bySubject;
                        }
                        byJoin.add(new ByteJoin(predicate, parents, graph, written, proof));
                    }
                }
            }
        }
        return byJoin;
    }

    /// Space, predicate, space.
    private static byte[] middle(Node predicate) {
        return bytes(" " + text(predicate) + " ");
    }

    /// The end of a line in a graph.
    private static byte[] end(Node graph) {
        return graph.equals(Engine.DEFAULT_GRAPH) ? END : bytes(" " + text(graph) + " .\n");
    }

    /// The graphs of a rule as they are written; none when they go the plain way: several of which one depends on the
    /// row may be equal, and one that may be RML's name for "no graph" is written otherwise.
    private static List<Behind> behind(Scan.Statements map, Scan.Rule rule, String baseIri) {
        Optional<Set<Node>> fixed = graphs(map, rule);
        if (fixed.isPresent()) {
            return fixed.get().stream().<Behind>map(Behind.Fixed::new).toList();
        }
        List<Term> terms = new ArrayList<>(map.graphs());
        terms.addAll(rule.graphs());
        if (terms.size() != 1 || terms.getFirst().type() == TermMap.Type.LITERAL) {
            return List.of();
        }
        return ByteTerm.of(terms.getFirst(), baseIri)
                .filter(graph -> !graph.isFixed() && !graph.canBe(QuadText.of(Engine.DEFAULT_GRAPH)))
                .<List<Behind>>map(graph -> List.of(new Behind.OfRow(graph)))
                .orElse(List.of());
    }

    /// The graphs of a rule; empty when they depend on the row.
    private static Optional<Set<Node>> graphs(Scan.Statements map, Scan.Rule rule) {
        Set<Node> graphs = new LinkedHashSet<>();
        for (List<Term> terms : List.of(map.graphs(), rule.graphs())) {
            for (Term term : terms) {
                Optional<Node> graph = fixed(term).filter(Node::isURI);
                if (graph.isEmpty()) {
                    return Optional.empty();
                }
                graphs.add(graph.get());
            }
        }
        return Optional.of(graphs.isEmpty() ? Set.of(Engine.DEFAULT_GRAPH) : graphs);
    }

    private static boolean isFixed(Term term) {
        return fixed(term).isPresent();
    }

    private static Optional<Node> fixed(Term term) {
        return term.source() instanceof Source.Constant(Node constant)
                        && term.conditions().isEmpty()
                ? Optional.of(constant)
                : Optional.empty();
    }

    private static String text(Node node) {
        return new String(QuadText.of(node), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ByteRule rule(
            Draft draft,
            KeyTerm subject,
            Map<Term, KeyTerm> keys,
            Emitters emitters,
            QuadLines lines,
            List<Runnable> proofs) {
        Written written = lines.written(draft.predicate.getURI());
        if (!(draft.graph instanceof Behind.Fixed(Node graph))
                || !emitters.isAlone(draft.subject, draft.predicate, draft.objectTerm, graph)) {
            return new ByteRule(written, draft, null, false, 0);
        }
        KeyTerm object = keys.getOrDefault(draft.objectTerm, subject);
        boolean byObject = object.term().isMoreThan(subject.term());
        KeyTerm key = byObject ? object : subject;
        ByteTerm other = byObject ? subject.term() : draft.object;
        int column = key.column(other.isFixed());
        proofs.add(() -> written.add(new Written.TermProof(
                key.table(),
                column,
                !byObject,
                key.affixes(),
                other.affixes(),
                new Written.Affixes(NONE, end(graph)))));
        return new ByteRule(written, draft, key, byObject, column);
    }

    /// Writes the statements of a row.
    @Override
    public void row(Row row) {
        rows++;
        for (ByteMap map : maps) {
            KeyTerm subject = map.subject;
            if (subject == null) {
                plain.map(map.plain, map.plain.rules(), row);
                continue;
            }
            switch (subject.of(row, rows, distinct)) {
                case ABSENT -> {}
                case HARD -> plain.map(map.plain, map.plain.rules(), row);
                case WRITTEN -> {
                    List<Scan.Rule> hard = List.of();
                    for (ByteRule rule : map.rules) {
                        if (!write(rule, subject, row) && !hard.contains(rule.plain)) {
                            hard = hard.isEmpty() ? new ArrayList<>() : hard;
                            hard.add(rule.plain);
                        }
                    }
                    for (ByteJoin join : map.joins) {
                        if (join.parents.isLate()) {
                            later(join, subject, row);
                        } else {
                            write(join, subject, row);
                        }
                    }
                    if (!hard.isEmpty()) {
                        plain.map(map.plain, hard, row);
                    }
                    if (!map.others.isEmpty()) {
                        plain.map(map.plain, map.others, row);
                    }
                }
            }
        }
    }

    @Override
    public LookAhead lookAhead() {
        return LookAhead.of(Arrays.stream(maps).flatMap(ByteMap::lookAheads));
    }

    /// Writes one statement.
    ///
    /// @return false when it must go the plain way
    private boolean write(ByteRule rule, KeyTerm subject, Row row) {
        LineBuffer out = lines.buffer();
        int mark = out.length();
        KeyTerm object = rule.object;
        if (object != null) {
            ByteTerm.Outcome outcome = object.of(row, rows, distinct);
            if (outcome != ByteTerm.Outcome.WRITTEN) {
                return outcome == ByteTerm.Outcome.ABSENT;
            }
            out.add(subject.text().bytes(), 0, subject.text().length());
            out.add(rule.middle);
            out.add(object.text().bytes(), 0, object.text().length());
            out.add(rule.end);
        } else if (distinct && rule.isSaid()) {
            return true;
        } else {
            out.add(subject.text().bytes(), 0, subject.text().length());
            ByteTerm.Outcome outcome = rule.rest.write(row, out);
            if (outcome != ByteTerm.Outcome.WRITTEN) {
                out.length(mark);
                return outcome == ByteTerm.Outcome.ABSENT;
            }
        }
        if (distinct && !isNew(rule, subject, out, mark)) {
            out.length(mark);
        } else {
            lines.kept(mark);
        }
        return true;
    }

    private void later(ByteJoin join, KeyTerm subject, Row row) {
        LineBuffer before = new LineBuffer(256);
        before.add(subject.text().bytes(), 0, subject.text().length());
        before.add(join.middle);
        join.parents.later(row, before.copy(), join.end, lines);
    }

    private void write(ByteJoin join, KeyTerm subject, Row row) {
        Joins.Children parents = join.parents;
        switch (parents.read(row)) {
            case NONE -> {}
            case ONE -> {
                int first = parents.first();
                if (!JoinIndex.isSubject(first)) {
                    return;
                }
                JoinProof.Answer answer =
                        join.proof == null || !distinct ? JoinProof.Answer.UNKNOWN : join.proof.ofRow(first);
                if (answer == JoinProof.Answer.ALL_WRITTEN) {
                    return;
                }
                for (int parent = first; JoinIndex.isSubject(parent); parent = parents.next(parent)) {
                    int mark = begin(join, subject);
                    parents.write(parent, lines.buffer());
                    end(join, subject, mark, answer);
                }
            }
            case PERHAPS_SEVERAL ->
                parents.each(row, parent -> {
                    int mark = begin(join, subject);
                    lines.buffer().add(parent.bytes(), 0, parent.length());
                    end(join, subject, mark, JoinProof.Answer.UNKNOWN);
                });
        }
    }

    private int begin(ByteJoin join, KeyTerm subject) {
        LineBuffer out = lines.buffer();
        int mark = out.length();
        out.add(subject.text().bytes(), 0, subject.text().length());
        out.add(join.middle);
        return mark;
    }

    private void end(ByteJoin join, KeyTerm subject, int mark, JoinProof.Answer answer) {
        LineBuffer out = lines.buffer();
        out.add(join.end);
        if (distinct && answer != JoinProof.Answer.ALL_NEW) {
            int objectStart = mark + subject.text().length() + join.middle.length;
            if (join.proof != null && join.proof.isWritten(out.bytes(), objectStart, out.length() - join.end.length)) {
                out.length(mark);
                return;
            }
            subject.hash();
            if (!join.written.isNew(subject.high(), subject.low(), out.bytes(), objectStart, out.length())) {
                out.length(mark);
                return;
            }
        }
        lines.kept(mark);
    }

    private static boolean isNew(ByteRule rule, KeyTerm subject, LineBuffer out, int mark) {
        int subjectEnd = mark + subject.text().length();
        KeyTerm key = rule.key;
        if (key != null) {
            if (key.isNew() && !key.isRemembered()) {
                return true;
            }
            long said = rule.object != null
                    ? Hash.brief(out.bytes(), mark + subject.prefix(), subjectEnd - subject.suffix())
                    : Hash.brief(out.bytes(), subjectEnd + rule.prefix, out.length() - rule.suffix);
            if (key.isNew()) {
                key.say(rule.column, said);
                return true;
            }
            if (key.said(rule.column) == said) {
                return false;
            }
        }
        subject.hash();
        return rule.written.isNew(
                subject.high(), subject.low(), out.bytes(), subjectEnd + rule.middle.length, out.length());
    }
}
