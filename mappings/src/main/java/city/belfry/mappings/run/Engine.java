package city.belfry.mappings.run;

import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import city.belfry.mappings.MappingReport;
import city.belfry.mappings.Options;
import city.belfry.mappings.plan.Plan;
import city.belfry.mappings.plan.Scan;
import city.belfry.mappings.plan.Term;
import city.belfry.mappings.read.Fields;
import city.belfry.mappings.read.Findings;
import city.belfry.mappings.read.LookAhead;
import city.belfry.mappings.read.Row;
import city.belfry.mappings.read.RowConsumer;
import city.belfry.mappings.read.RowReader;
import city.belfry.mappings.read.SourceFile;
import city.belfry.mappings.read.Sources;
import city.belfry.mappings.spill.Spill;
import city.belfry.mappings.target.Targets;
import city.belfry.mappings.write.QuadLines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.riot.system.StreamRDF;
import org.apache.jena.sparql.core.Quad;

/// Runs a plan the plain way: every record through every rule, terms as nodes. One per run, one thread.
public final class Engine {
    /// RML's name for "no graph".
    static final Node DEFAULT_GRAPH = NodeFactory.createURI("http://w3id.org/rml/defaultGraph");

    private final String baseIri;
    private final Plan plan;
    private final Sources sources;
    private final Emitters emitters;
    private final Options options;
    private final Findings findings;
    /// By the number of an output: the first is the result of the run.
    private final List<StreamRDF> sinks = new ArrayList<>();
    /// By the number of an output: where it can be written straight from bytes.
    private final List<Optional<QuadLines>> lines;

    private final Place place;
    private final Terms terms;
    private final Joins joins;
    private final ViewReading views;
    /// By the number of an output.
    private final List<CompositeStatements> composites = new ArrayList<>();
    private final Spill spill;
    private final Optional<Watch> watch;
    private long records;
    private long bytes;

    public Engine(
            Plan plan,
            Sources sources,
            String baseIri,
            Options options,
            StreamRDF sink,
            Targets targets,
            Findings findings,
            Spill spill) {
        this(plan, sources, baseIri, options, sink, Optional.empty(), targets, findings, spill, Optional.empty());
    }

    /// A run that only looks where statements come from; all goes the plain way.
    static Engine watched(
            Plan plan,
            Sources sources,
            String baseIri,
            Options options,
            Watch watch,
            Targets targets,
            Findings findings,
            Spill spill) {
        return new Engine(
                plan, sources, baseIri, options, watch, Optional.empty(), targets, findings, spill, Optional.of(watch));
    }

    /// A run that writes text: what can be written straight from bytes is.
    public static Engine toLines(
            Plan plan,
            Sources sources,
            String baseIri,
            Options options,
            QuadLines lines,
            Targets targets,
            Findings findings,
            Spill spill) {
        return new Engine(
                plan, sources, baseIri, options, lines, Optional.of(lines), targets, findings, spill, Optional.empty());
    }

    private Engine(
            Plan plan,
            Sources sources,
            String baseIri,
            Options options,
            StreamRDF result,
            Optional<QuadLines> lines,
            Targets targets,
            Findings findings,
            Spill spill,
            Optional<Watch> watch) {
        this.watch = watch;
        this.baseIri = baseIri;
        this.spill = spill;
        this.lines = new ArrayList<>(List.of(lines));
        this.plan = plan;
        this.sources = sources;
        emitters = new Emitters(plan);
        this.options = options;
        this.findings = findings;
        place = new Place(findings);
        views = new ViewReading(options.limits(), findings, this::walk);
        terms = new Terms(
                place,
                baseIri,
                Integer.toHexString((baseIri + '|' + plan.name()).hashCode()),
                options.wellTyped(),
                this::find);
        joins = new Joins(
                terms,
                baseIri,
                spill,
                watch.isPresent()
                        || plan.scans().stream()
                                .anyMatch(scan -> scan.maps().stream().anyMatch(Scan.Statements::isComposite)));
        for (int output = 0; output < plan.outputs().size(); output++) {
            StreamRDF sink = targets.sink(output, result);
            sinks.add(sink);
            if (output > 0) {
                this.lines.add(targets.lines(output));
            }
            composites.add(new CompositeStatements(terms, options.quotedSubjects(), this::ruleGraphs, sink::quad));
        }
    }

    public MappingReport run() {
        for (Scan scan : plan.scans()) {
            List<Scan.Index> early =
                    scan.indexes().stream().filter(plan.early()::contains).toList();
            if (!early.isEmpty()) {
                walk(scan, filling(early));
            }
        }
        for (Scan scan : plan.scans()) {
            List<Scan.Index> late = scan.indexes().stream()
                    .filter(index -> !plan.early().contains(index))
                    .toList();
            RowConsumer maps = mapping(scan);
            records += walk(scan, late.isEmpty() ? maps : RowConsumer.of(List.of(filling(late), maps)));
        }
        joins.finish();
        composites.forEach(CompositeStatements::end);
        // Where statements go, they are counted.
        return new MappingReport(records, 0, bytes, findings.counts(), Collections.emptySortedMap());
    }

    private RowConsumer filling(List<Scan.Index> indexes) {
        return watch.<RowConsumer>map(watching -> row -> joins.filling(watching.parents(indexes, row, terms, place))
                        .row(row))
                .orElseGet(() -> joins.filling(indexes));
    }

    private long walk(Scan scan, RowConsumer consumer) {
        watch.ifPresent(watching -> watching.enter(scan));
        Fields fields = scan.fields();
        List<SourceFile> found = sources.find(scan.source());
        if (found.isEmpty() && !scan.source().optional()) {
            missing(scan);
        }
        RowReader reader = sources.reader(scan.source(), options);
        Steps steps = new Steps(scan, place, terms, views, spill, consumer);
        PseudoFields pseudo = new PseudoFields(fields);
        long count = 0;
        for (SourceFile file : found) {
            place.file(file.name());
            RowConsumer first = steps.first();
            try {
                RowReader.Count read = reader.read(
                        file,
                        fields,
                        new RowConsumer() {
                            @Override
                            public void row(Row row) {
                                place.nextRecord();
                                pseudo.fill(row, file, place.record());
                                first.row(row);
                            }

                            @Override
                            public LookAhead lookAhead() {
                                return scan.steps().isEmpty() ? consumer.lookAhead() : LookAhead.NONE;
                            }
                        },
                        findings);
                count += read.records();
                bytes += read.bytes();
            } catch (IOException broken) {
                throw file.unreadable(broken);
            }
        }
        steps.end();
        return count;
    }

    private void missing(Scan scan) {
        throw new MappingException(
                Code.SOURCE_MISSING,
                "There is no file '%s' in %s, which the mapping reads; add it, or mark the source as belfry:optional."
                        .formatted(scan.source().path(), sources.name()));
    }

    /// The fast way where there is one, else the plain way.
    private RowConsumer mapping(Scan scan) {
        Map<Integer, List<Scan.Statements>> byOutput = new LinkedHashMap<>();
        for (Scan.Statements map : scan.maps()) {
            byOutput.computeIfAbsent(output(map), unseen -> new ArrayList<>()).add(map);
        }
        List<RowConsumer> parts = new ArrayList<>();
        byOutput.forEach((output, maps) -> parts.add(mapping(
                byOutput.size() == 1 ? scan : scan.withMaps(maps), output < 0 ? Optional.empty() : lines.get(output))));
        return RowConsumer.of(parts);
    }

    /// The one output of all statements of a triples map; -1 when they go to several.
    private static int output(Scan.Statements map) {
        int[] outputs =
                map.rules().stream().mapToInt(Scan.Rule::output).distinct().toArray();
        return outputs.length == 1 ? outputs[0] : outputs.length == 0 ? 0 : -1;
    }

    private RowConsumer mapping(Scan scan, Optional<QuadLines> out) {
        Optional<ByteScan> bytes = out.filter(text -> !options.wellTyped())
                .flatMap(text -> ByteScan.of(scan, emitters, joins, baseIri, text, this::map));
        if (bytes.isPresent()) {
            return bytes.get();
        }
        return row -> {
            for (Scan.Statements map : scan.maps()) {
                map(map, map.rules(), row);
            }
        };
    }

    private List<Node> find(Scan.Lookup lookup, Row row) {
        return joins.children(lookup).nodes(row);
    }

    private void map(Scan.Statements map, List<Scan.Rule> rules, Row row) {
        watch.ifPresent(watching -> watching.at(map, row, place));
        if (map.isComposite()) {
            rules.stream()
                    .collect(Collectors.groupingBy(Scan.Rule::output, LinkedHashMap::new, Collectors.toList()))
                    .forEach((output, some) -> composites.get(output).map(map, some, row));
            return;
        }
        List<Node> subjects = terms.nodes(map.subject(), row);
        if (subjects.isEmpty() || (watch.isPresent() && !watch.get().wants(subjects))) {
            return;
        }
        for (Scan.Rule rule : rules) {
            watch.ifPresent(watching -> watching.at(rule));
            StreamRDF sink = sinks.get(rule.output());
            List<Node> ruleGraphs = ruleGraphs(map, rule.graphs(), row);
            List<Node> predicates = new ArrayList<>(1);
            for (Term predicate : rule.predicates()) {
                predicates.addAll(terms.nodes(predicate, row));
            }
            for (Term object : rule.objects()) {
                emit(ruleGraphs, subjects, predicates, terms.nodes(object, row), sink);
            }
            for (Scan.Lookup lookup : rule.lookups()) {
                watch.ifPresent(watching -> watching.at(lookup, row, terms));
                Joins.Children children = joins.children(lookup);
                if (children.isLate()) {
                    later(children, row, ruleGraphs, subjects, predicates, sink);
                } else {
                    emit(ruleGraphs, subjects, predicates, children.nodes(row), sink);
                }
            }
        }
    }

    private static void later(
            Joins.Children children,
            Row row,
            List<Node> graphs,
            List<Node> subjects,
            List<Node> predicates,
            StreamRDF sink) {
        for (Node subject : subjects) {
            for (Node predicate : predicates) {
                for (Node graph : graphs) {
                    children.later(row, graph, subject, predicate, sink);
                }
            }
        }
    }

    /// Graphs of the statements of a rule; none when the mapping asks for a graph that the record does not name.
    private List<Node> ruleGraphs(Scan.Statements map, List<Term> ruleTerms, Row row) {
        if (map.graphs().isEmpty() && ruleTerms.isEmpty()) {
            return List.of(Quad.defaultGraphNodeGenerated);
        }
        List<Node> graphs = graphs(map.graphs(), row);
        return ruleTerms.isEmpty() ? graphs : joined(graphs, graphs(ruleTerms, row));
    }

    private List<Node> graphs(List<Term> graphTerms, Row row) {
        if (graphTerms.isEmpty()) {
            return List.of();
        }
        List<Node> graphs = new ArrayList<>(graphTerms.size());
        for (Term term : graphTerms) {
            for (Node graph : terms.nodes(term, row)) {
                graphs.add(graph.equals(DEFAULT_GRAPH) ? Quad.defaultGraphNodeGenerated : graph);
            }
        }
        return graphs;
    }

    private static List<Node> joined(List<Node> left, List<Node> right) {
        Set<Node> all = new LinkedHashSet<>(left);
        all.addAll(right);
        return List.copyOf(all);
    }

    private static void emit(
            List<Node> graphs, List<Node> subjects, List<Node> predicates, Iterable<Node> objects, StreamRDF sink) {
        for (Node object : objects) {
            for (Node subject : subjects) {
                for (Node predicate : predicates) {
                    for (Node graph : graphs) {
                        sink.quad(Quad.create(graph, subject, predicate, object));
                    }
                }
            }
        }
    }
}
