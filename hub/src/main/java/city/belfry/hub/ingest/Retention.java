package city.belfry.hub.ingest;

import city.belfry.hub.catalogue.Prov;
import city.belfry.hub.city.DatasetEntry;
import city.belfry.ontology.City;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.vocabulary.DCTerms;

/// How long the things of a dataset are kept. A thing is as old as the latest of the times at which something was said,
/// measured, asked or decided about it; one without such a time has no age and stays.
///
/// @param period as the city's file has it
/// @param limit what was before this is too old
record Retention(String period, Instant limit) {
    private static final String SOSA = "http://www.w3.org/ns/sosa/";
    /// Both namespaces are in use.
    private static final List<String> SCHEMA = List.of("https://schema.org/", "http://schema.org/");

    private static final Set<Node> TIMES = Stream.concat(
                    Stream.of(
                            DCTerms.created.asNode(),
                            DCTerms.issued.asNode(),
                            DCTerms.modified.asNode(),
                            DCTerms.date.asNode(),
                            DCTerms.dateSubmitted.asNode(),
                            Prov.GENERATED_AT_TIME.asNode(),
                            Prov.ENDED_AT_TIME.asNode(),
                            NodeFactory.createURI(SOSA + "resultTime"),
                            City.submittedOn,
                            City.requestedAt,
                            City.closedAt,
                            City.appliedOn,
                            City.decidedOn,
                            City.paidOn,
                            City.onDate,
                            City.computedAt,
                            City.endDate,
                            City.endsAt,
                            City.validUntil),
                    SCHEMA.stream()
                            .flatMap(space -> Stream.of(space + "dateCreated", space + "dateModified"))
                            .map(NodeFactory::createURI))
            .collect(Collectors.toUnmodifiableSet());
    private static final int DAY_LENGTH = "2026-01-01".length();

    /// The one of a dataset, counted back from now; empty when its things are kept for ever.
    static Optional<Retention> of(DatasetEntry dataset, Instant now, ZoneId zone) {
        return dataset.keptFor()
                .map(period -> new Retention(
                        period,
                        LocalDate.ofInstant(now, zone)
                                .minus(Period.parse(period))
                                .atStartOfDay(zone)
                                .toInstant()));
    }

    /// Things with their ages.
    ///
    /// @param dated how many have one
    /// @param expired those that are too old, with what only they led to
    record Look(long dated, Set<Node> expired) {}

    /// Looks at the things of a graph; the graph is not changed.
    Look look(Graph statements) {
        Map<Node, Instant> ages = new HashMap<>();
        for (Node time : TIMES) {
            statements
                    .find(Node.ANY, time, Node.ANY)
                    .forEachRemaining(triple -> instant(triple.getObject())
                            .ifPresent(at -> ages.merge(
                                    triple.getSubject(), at, (one, other) -> one.isAfter(other) ? one : other)));
        }
        Set<Node> expired = new HashSet<>();
        Deque<Node> open = new ArrayDeque<>();
        ages.forEach((thing, at) -> {
            if (at.isBefore(limit) && expired.add(thing)) {
                open.push(thing);
            }
        });
        // What has no age of its own and is led to by nothing else goes with them: a person with all that they wrote.
        while (!open.isEmpty()) {
            for (Triple triple : statements.find(open.pop(), Node.ANY, Node.ANY).toList()) {
                Node object = triple.getObject();
                if (!object.isLiteral()
                        && !ages.containsKey(object)
                        && !expired.contains(object)
                        && statements.contains(object, Node.ANY, Node.ANY)
                        && isLedToOnlyBy(statements, object, expired)) {
                    expired.add(object);
                    open.push(object);
                }
            }
        }
        return new Look(ages.size(), Set.copyOf(expired));
    }

    private static boolean isLedToOnlyBy(Graph statements, Node object, Set<Node> expired) {
        return statements.stream(Node.ANY, Node.ANY, object).allMatch(triple -> expired.contains(triple.getSubject()));
    }

    /// Takes things and all that leads to them out of a graph.
    static void takeOut(Graph statements, Set<Node> things) {
        for (Node thing : things) {
            statements.find(thing, Node.ANY, Node.ANY).toList().forEach(statements::delete);
            statements.find(Node.ANY, Node.ANY, thing).toList().forEach(statements::delete);
        }
    }

    /// The beginning of a date or dateTime as UTC; a time without a zone is less than a day off.
    private static Optional<Instant> instant(Node time) {
        if (!time.isLiteral() || time.getLiteralLexicalForm().length() < DAY_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(time.getLiteralLexicalForm().substring(0, DAY_LENGTH))
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant());
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }
}
