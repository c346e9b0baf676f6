package city.belfry.hub.federation;

import java.util.Comparator;
import java.util.List;
import org.apache.jena.graph.Node;

/// How many things of a class a member holds.
public record Holding(Node type, long things) {
    /// The most things first.
    static List<Holding> of(Profile profile) {
        return profile.classes().entrySet().stream()
                .map(each -> new Holding(each.getKey(), each.getValue().triples()))
                .sorted(Comparator.comparingLong(Holding::things)
                        .reversed()
                        .thenComparing(holding -> holding.type().getURI()))
                .toList();
    }
}
