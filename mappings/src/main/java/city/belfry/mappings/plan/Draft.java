package city.belfry.mappings.plan;

import city.belfry.mappings.read.Fields;
import city.belfry.mappings.rml.LogicalSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// A scan in the making.
final class Draft {
    final int number;
    final LogicalSource source;
    final Fields fields;
    /// What a reference means behind the steps made so far.
    Scope scope;

    final List<Scan.Step> steps = new ArrayList<>();
    final List<Scan.Statements> maps = new ArrayList<>();
    final List<Scan.Index> indexes = new ArrayList<>();
    final Set<Integer> asks = new LinkedHashSet<>();

    Draft(String document, Supplier<String> current, int number, LogicalSource source) {
        this.number = number;
        this.source = source;
        fields = new Fields(source);
        scope = new Scope(document, current, fields, Optional.of(this));
    }

    Scan scan() {
        return new Scan(number, source, fields, List.copyOf(steps), List.copyOf(maps), List.copyOf(indexes));
    }
}
