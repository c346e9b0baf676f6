package city.belfry.mappings.plan;

import java.util.List;

/// What a mapping does, in the order in which it is done.
///
/// @param name the document
/// @param scans in an order in which an index is filled before it is asked, where that is possible
/// @param early indexes that must be filled by a walk of their own, because their source asks itself
public record Plan(String name, List<Scan> scans, List<Scan.Index> early) {
    public String explain() {
        StringBuilder text = new StringBuilder("plan of ").append(name).append('\n');
        for (Scan scan : scans) {
            text.append("scan ")
                    .append(scan.number())
                    .append(": ")
                    .append(scan.source().path());
            if (!scan.source().iterator().isEmpty()) {
                text.append(" at ").append(scan.source().iterator());
            }
            text.append(" as ").append(scan.source().format());
            text.append(", fields ").append(scan.fields().names()).append('\n');
            scan.steps()
                    .forEach(step -> text.append("  step ")
                            .append(step.getClass().getSimpleName())
                            .append('\n'));
            for (Scan.Index index : scan.indexes()) {
                text.append("  index ").append(index.number());
                text.append(early.contains(index) ? " (walk of its own before)" : " (filled on the way)");
                text.append('\n');
            }
            for (Scan.Statements map : scan.maps()) {
                text.append("  triples map ").append(map.name());
                text.append(": ").append(map.rules().size()).append(" rules\n");
                for (Scan.Rule rule : map.rules()) {
                    for (Scan.Lookup lookup : rule.lookups()) {
                        text.append("    looks up index ")
                                .append(lookup.index().number())
                                .append('\n');
                    }
                }
            }
        }
        return text.toString();
    }
}
