package city.belfry.hub.sparql;

import city.belfry.hub.city.CityIdentity;
import city.belfry.hub.store.CityStore;
import city.belfry.hub.store.Content;
import city.belfry.hub.store.StoreException;
import city.belfry.hub.store.Visibility;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the answers cost: for each named query and day their number, processor time and bytes; all questions at
/// `/sparql` count as one query.
///
/// It is kept in memory and written to `/graph/query-costs` once an hour and at the end, so that a write to the store
/// is not the price of each question; what the last hour before a crash cost is lost. Of each day the first
/// [#QUERIES_A_DAY] queries have a line of their own, and days older than [#DAYS_KEPT] are forgotten. Thread-safe.
public final class QueryCosts implements AutoCloseable {
    static final int DAYS_KEPT = 60;
    static final int QUERIES_A_DAY = 200;
    /// Where the questions of a day count whose query has no line any more.
    static final String OTHERS = "others";

    private static final Duration WRITTEN_EVERY = Duration.ofHours(1);
    private static final Logger LOG = LoggerFactory.getLogger(QueryCosts.class);
    private static final BigDecimal NANOS_PER_SECOND = BigDecimal.valueOf(1_000_000_000);

    private static final String DQV = "http://www.w3.org/ns/dqv#";
    private static final Node MEASUREMENT = NodeFactory.createURI(DQV + "QualityMeasurement");
    private static final Node METRIC = NodeFactory.createURI(DQV + "Metric");
    private static final Node IS_MEASUREMENT_OF = NodeFactory.createURI(DQV + "isMeasurementOf");
    private static final Node COMPUTED_ON = NodeFactory.createURI(DQV + "computedOn");
    private static final Node VALUE = NodeFactory.createURI(DQV + "value");

    private final CityStore store;
    private final String base;
    private final Node graph;
    private final Clock clock;
    private final Map<Line, Cost> costs = new ConcurrentHashMap<>();
    private final ScheduledExecutorService hourly = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("query-costs").daemon().factory());
    private volatile boolean changed;

    record Line(LocalDate day, String query) {}

    record Cost(long answers, BigDecimal cpuSeconds, long bytes) {
        Cost and(Cost other) {
            return new Cost(answers + other.answers, cpuSeconds.add(other.cpuSeconds), bytes + other.bytes);
        }
    }

    /// What is measured, as `/graph/query-costs` names it.
    private enum Metric {
        ANSWERS("answers", "answers", "réponses"),
        CPU("cpu-seconds", "processor seconds", "secondes de processeur"),
        BYTES("bytes", "bytes before compression", "octets avant compression");

        private final String name;
        private final String english;
        private final String french;

        Metric(String name, String english, String french) {
            this.name = name;
            this.english = english;
            this.french = french;
        }

        Node value(Cost cost) {
            return switch (this) {
                case ANSWERS -> NodeFactory.createLiteralDT(Long.toString(cost.answers), XSDDatatype.XSDinteger);
                case CPU -> NodeFactory.createLiteralDT(decimal(cost.cpuSeconds), XSDDatatype.XSDdecimal);
                case BYTES -> NodeFactory.createLiteralDT(Long.toString(cost.bytes), XSDDatatype.XSDinteger);
            };
        }

        Cost cost(String value) {
            return switch (this) {
                case ANSWERS -> new Cost(Long.parseLong(value), BigDecimal.ZERO, 0);
                case CPU -> new Cost(0, new BigDecimal(value), 0);
                case BYTES -> new Cost(0, BigDecimal.ZERO, Long.parseLong(value));
            };
        }

        private static String decimal(BigDecimal number) {
            String text = number.stripTrailingZeros().toPlainString();
            return text.contains(".") ? text : text + ".0";
        }
    }

    public QueryCosts(CityStore store, CityIdentity city, Clock clock) {
        this.store = store;
        this.base = city.baseIri();
        this.graph = NodeFactory.createURI(city.graph("query-costs"));
        this.clock = clock;
        read();
        var _ = hourly.scheduleAtFixedRate(
                this::write, WRITTEN_EVERY.toMinutes(), WRITTEN_EVERY.toMinutes(), TimeUnit.MINUTES);
    }

    /// Counts an answer.
    void add(String query, long cpuNanos, long bytes) {
        LocalDate today = LocalDate.now(clock);
        Line own = new Line(today, query);
        boolean hasRoom = costs.containsKey(own) || linesOf(today) < QUERIES_A_DAY;
        costs.merge(
                hasRoom ? own : new Line(today, OTHERS),
                new Cost(1, BigDecimal.valueOf(cpuNanos).divide(NANOS_PER_SECOND), bytes),
                Cost::and);
        changed = true;
    }

    private long linesOf(LocalDate day) {
        return costs.keySet().stream().filter(line -> line.day.equals(day)).count();
    }

    /// Writes what is known to the store, if it has changed.
    public synchronized void write() {
        if (!changed) {
            return;
        }
        changed = false;
        LocalDate oldest = LocalDate.now(clock).minusDays(DAYS_KEPT);
        costs.keySet().removeIf(line -> line.day.isBefore(oldest));
        try {
            store.replace(Visibility.OPEN, graph, content(Map.copyOf(costs)));
        } catch (StoreException e) {
            changed = true;
            LOG.warn("the costs of queries were not written: {}", e.getMessage());
        }
    }

    private Content content(Map<Line, Cost> known) {
        return sink -> {
            for (Metric metric : Metric.values()) {
                sink.triple(triple(iri(metric), RDF.type.asNode(), METRIC));
                sink.triple(
                        triple(iri(metric), RDFS.label.asNode(), NodeFactory.createLiteralLang(metric.english, "en")));
                sink.triple(
                        triple(iri(metric), RDFS.label.asNode(), NodeFactory.createLiteralLang(metric.french, "fr")));
            }
            known.forEach((line, cost) -> {
                Node query = NodeFactory.createURI(base + "/queries/" + line.query);
                sink.triple(triple(query, DCTerms.identifier.asNode(), NodeFactory.createLiteralString(line.query)));
                for (Metric metric : Metric.values()) {
                    Node measured = NodeFactory.createURI(
                            base + "/id/query-cost/" + line.day + "-" + line.query + "-" + metric.name);
                    sink.triple(triple(measured, RDF.type.asNode(), MEASUREMENT));
                    sink.triple(triple(measured, COMPUTED_ON, query));
                    sink.triple(triple(measured, IS_MEASUREMENT_OF, iri(metric)));
                    sink.triple(triple(
                            measured,
                            DCTerms.date.asNode(),
                            NodeFactory.createLiteralDT(line.day.toString(), XSDDatatype.XSDdate)));
                    sink.triple(triple(measured, VALUE, metric.value(cost)));
                }
            });
        };
    }

    private static Triple triple(Node subject, Node property, Node value) {
        return Triple.create(subject, property, value);
    }

    private Node iri(Metric metric) {
        return NodeFactory.createURI(base + "/id/metric/" + metric.name);
    }

    /// What was written before this start.
    private void read() {
        store.open().executeRead(() -> {
            Graph written = store.open().getGraph(graph);
            for (Metric metric : Metric.values()) {
                written.find(Node.ANY, IS_MEASUREMENT_OF, iri(metric)).forEachRemaining(found -> {
                    Node measured = found.getSubject();
                    String query = text(written, measured, COMPUTED_ON).orElse("");
                    Optional<String> day = text(written, measured, DCTerms.date.asNode());
                    Optional<String> value = text(written, measured, VALUE);
                    if (day.isPresent() && value.isPresent()) {
                        costs.merge(
                                new Line(LocalDate.parse(day.get()), query.substring(query.lastIndexOf('/') + 1)),
                                metric.cost(value.get()),
                                Cost::and);
                    }
                });
            }
        });
    }

    private static Optional<String> text(Graph graph, Node subject, Node property) {
        return graph.find(subject, property, Node.ANY)
                .mapWith(Triple::getObject)
                .mapWith(node -> node.isLiteral() ? node.getLiteralLexicalForm() : node.toString())
                .nextOptional();
    }

    @Override
    public void close() {
        hourly.shutdown();
        write();
    }
}
