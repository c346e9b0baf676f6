package city.belfry.mappings.plan;

import city.belfry.mappings.rml.Access;
import city.belfry.mappings.rml.LogicalTarget;
import java.util.List;
import java.util.Set;

/// What a mapping does, in the order in which it is done.
///
/// @param name the document
/// @param scans in an order in which an index is filled before it is asked, where that is possible
/// @param early indexes that must be filled by a walk of their own, because their source asks itself
/// @param outputs where statements go, by number: the first is the result of the run, the others are targets
public record Plan(String name, List<Scan> scans, List<Scan.Index> early, List<Set<LogicalTarget>> outputs) {
    /// The targets, each once.
    public List<LogicalTarget> targets() {
        return outputs.stream().flatMap(Set::stream).distinct().toList();
    }

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
                map.rules().stream()
                        .map(Scan.Rule::output)
                        .filter(output -> output != 0)
                        .distinct()
                        .forEach(output -> text.append("    ")
                                .append(map.rules().stream()
                                        .filter(rule -> rule.output() == output)
                                        .count())
                                .append(" of them")
                                .append(goes(output))
                                .append('\n'));
                for (Scan.Rule rule : map.rules()) {
                    for (Scan.Lookup lookup : rule.lookups()) {
                        text.append("    looks up index ")
                                .append(lookup.index().number())
                                .append('\n');
                    }
                }
            }
        }
        for (LogicalTarget target : targets()) {
            text.append("target ")
                    .append(target.path())
                    .append(" as ")
                    .append(target.serialization().format());
            if (target.compression() != Access.Compression.NONE) {
                text.append(" packed as ").append(target.compression());
            }
            text.append(target.appends() ? ", added to what is there\n" : "\n");
        }
        return text.toString();
    }

    private String goes(int output) {
        return output == 0
                ? ""
                : " to "
                        + String.join(
                                ", ",
                                outputs.get(output).stream()
                                        .map(LogicalTarget::path)
                                        .toList());
    }
}
