package city.belfry.mappings.run;

import city.belfry.mappings.plan.Scan;
import city.belfry.mappings.plan.Term;
import city.belfry.mappings.plan.Term.Source;
import city.belfry.mappings.read.Row;
import city.belfry.mappings.write.Distinct;
import city.belfry.mappings.write.Hash;
import city.belfry.mappings.write.LineBuffer;
import city.belfry.mappings.write.QuadLines;
import city.belfry.mappings.write.QuadText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.jena.graph.Node;

/// The rules of one triples map that are written straight from bytes; the others are left to the plain way.
final class ByteRules {
    private static final byte[] END = " .\n".getBytes(StandardCharsets.US_ASCII);

    private final ByteTerm subject;
    private final List<ByteRule> rules;
    private final List<ByteJoin> joins;
    private final List<Scan.Rule> others;
    private final QuadLines lines;
    private LineBuffer current = new LineBuffer(512);
    /// The subject of the row before, and then of this one, with its hashes.
    private LineBuffer last = new LineBuffer(512);

    private long high;
    private long low;

    private ByteRules(
            ByteTerm subject, List<ByteRule> rules, List<ByteJoin> joins, List<Scan.Rule> others, QuadLines lines) {
        this.subject = subject;
        this.rules = rules;
        this.joins = joins;
        this.others = others;
        this.lines = lines;
    }

    /// One predicate whose objects are the subjects of other records.
    private static final class ByteJoin {
        private final byte[] middle;
        private final Joins.Children parents;
        private final Distinct seen;

        ByteJoin(Node predicate, Joins.Children parents, Distinct seen) {
            middle = middle(predicate);
            this.parents = parents;
            this.seen = seen;
        }
    }

    /// Space, predicate, space.
    private static byte[] middle(Node predicate) {
        return (" " + new String(QuadText.of(predicate), StandardCharsets.UTF_8) + " ")
                .getBytes(StandardCharsets.UTF_8);
    }

    /// One predicate with one object.
    private static final class ByteRule {
        private final byte[] middle;

        private final ByteTerm object;
        /// What was written with this predicate.
        private final Distinct seen;
        /// The object is the same for every row.
        private final boolean isFixed;
        /// The same, for the plain way.
        private final Scan.Rule plain;

        ByteRule(Node predicate, ByteTerm object, Distinct seen, boolean isFixed, Scan.Rule plain) {
            middle = middle(predicate);
            this.object = object;
            this.seen = seen;
            this.isFixed = isFixed;
            this.plain = plain;
        }
    }

    /// Compiles a triples map; empty when nothing of it can be written from bytes.
    static Optional<ByteRules> of(Scan.Statements map, String baseIri, Joins joins, QuadLines lines) {
        Optional<ByteTerm> subject = ByteTerm.of(map.subject(), baseIri);
        if (subject.isEmpty() || !map.graphs().isEmpty()) {
            return Optional.empty();
        }
        List<ByteRule> rules = new ArrayList<>();
        List<ByteJoin> byJoin = new ArrayList<>();
        List<Scan.Rule> others = new ArrayList<>();
        for (Scan.Rule rule : map.rules()) {
            if (!rule.graphs().isEmpty()
                    || rule.predicates().size() != 1
                    || !(rule.predicates().getFirst().source() instanceof Source.Constant(Node predicate))
                    || !rule.predicates().getFirst().conditions().isEmpty()) {
                others.add(rule);
                continue;
            }
            List<Term> hard = new ArrayList<>();
            for (Term object : rule.objects()) {
                Optional<ByteTerm> compiled = ByteTerm.of(object, baseIri);
                if (compiled.isEmpty()) {
                    hard.add(object);
                } else {
                    rules.add(new ByteRule(
                            predicate,
                            compiled.get(),
                            lines.seen(predicate.getURI()),
                            object.source() instanceof Source.Constant,
                            new Scan.Rule(rule.predicates(), List.of(object), List.of(), List.of())));
                }
            }
            for (Scan.Lookup lookup : rule.lookups()) {
                byJoin.add(new ByteJoin(predicate, joins.children(lookup), lines.seen(predicate.getURI())));
            }
            if (!hard.isEmpty()) {
                others.add(new Scan.Rule(rule.predicates(), List.copyOf(hard), List.of(), List.of()));
            }
        }
        return rules.isEmpty() && byJoin.isEmpty()
                ? Optional.empty()
                : Optional.of(new ByteRules(
                        subject.get(), List.copyOf(rules), List.copyOf(byJoin), List.copyOf(others), lines));
    }

    /// Writes the statements of a row.
    ///
    /// @param plain takes the rules that must go the plain way for this row
    /// @return false when the whole row must
    boolean write(Row row, Consumer<List<Scan.Rule>> plain) {
        current.length(0);
        switch (subject.write(row, current)) {
            case ABSENT -> {
                return true;
            }
            case HARD -> {
                return false;
            }
            case WRITTEN -> {}
        }
        boolean same = Arrays.equals(current.bytes(), 0, current.length(), last.bytes(), 0, last.length());
        if (!same) {
            LineBuffer free = last;
            last = current;
            current = free;
            high = Hash.high(last.bytes(), 0, last.length());
            low = Hash.low(last.bytes(), 0, last.length());
        }
        List<Scan.Rule> hard = List.of();
        for (ByteRule rule : rules) {
            if (same && rule.isFixed && lines.isDistinct()) {
                continue;
            }
            if (!write(rule, row)) {
                hard = hard.isEmpty() ? new ArrayList<>() : hard;
                hard.add(rule.plain);
            }
        }
        for (ByteJoin join : joins) {
            join.parents.each(row, parent -> write(join, parent));
        }
        if (!hard.isEmpty()) {
            plain.accept(hard);
        }
        if (!others.isEmpty()) {
            plain.accept(others);
        }
        return true;
    }

    private boolean write(ByteRule rule, Row row) {
        LineBuffer out = lines.buffer();
        int mark = out.length();
        int subjectLength = last.length();
        out.room(subjectLength + rule.middle.length + END.length);
        byte[] to = out.bytes();
        System.arraycopy(last.bytes(), 0, to, mark, subjectLength);
        int at = mark + subjectLength;
        System.arraycopy(rule.middle, 0, to, at, rule.middle.length);
        int objectStart = at + rule.middle.length;
        out.length(objectStart);
        switch (rule.object.write(row, out)) {
            case ABSENT -> {
                out.length(mark);
                return true;
            }
            case HARD -> {
                out.length(mark);
                return false;
            }
            case WRITTEN -> {}
        }
        finish(rule.seen, mark, objectStart);
        return true;
    }

    private void write(ByteJoin join, LineBuffer parent) {
        LineBuffer out = lines.buffer();
        int mark = out.length();
        out.add(last.bytes(), 0, last.length());
        out.add(join.middle);
        int objectStart = out.length();
        out.add(parent.bytes(), 0, parent.length());
        finish(join.seen, mark, objectStart);
    }

    /// Ends a line behind its object; takes it back when it was written before.
    private void finish(Distinct seen, int mark, int objectStart) {
        LineBuffer out = lines.buffer();
        out.add(END);
        if (lines.isDistinct() && !QuadLines.isNew(seen, high, low, out.bytes(), objectStart, out.length())) {
            out.length(mark);
        } else {
            lines.kept();
        }
    }
}
