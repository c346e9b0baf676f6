package city.belfry.mappings.read;

import city.belfry.mappings.rml.LogicalSource;
import city.belfry.mappings.rml.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The fields of a scan that somebody needs, each with its slot in the row.
///
/// Fields are base fields, which the reader fills, or derived ones, which the steps of the source or the engine fill.
public final class Fields {
    private final LogicalSource source;
    private final List<String> names = new ArrayList<>();
    private final List<Boolean> derived = new ArrayList<>();
    private final Map<String, Integer> slots = new HashMap<>();
    private final List<Pattern> patterns = new ArrayList<>();
    private final Map<Integer, Mention> mentions = new HashMap<>();
    private Mention use = new Mention("", Position.NONE);

    /// Where a mapping first names a field.
    public record Mention(String triplesMap, Position at) {}

    public Fields(LogicalSource source) {
        this.source = source;
    }

    public LogicalSource source() {
        return source;
    }

    /// The slot of a field that the reader fills, unless a step or the engine does.
    public int slot(String reference) {
        return slots.computeIfAbsent(reference, name -> add(name, name.startsWith("$entry") || name.equals("$record")));
    }

    /// The slot of a field that a step fills.
    public int derive(String name) {
        Integer slot = slots.get(name);
        if (slot != null) {
            derived.set(slot, true);
            return slot;
        }
        return slots.computeIfAbsent(name, field -> add(field, true));
    }

    private int add(String name, boolean isDerived) {
        names.add(name);
        derived.add(isDerived);
        return names.size() - 1;
    }

    /// Says which triples map reads the source; the first counts.
    public void use(Mention mention) {
        use = use.triplesMap().isEmpty() ? mention : use;
    }

    public Mention use() {
        return use;
    }

    /// Says where a field is named; the first place counts.
    public void mention(int slot, Mention mention) {
        mentions.putIfAbsent(slot, mention);
    }

    public Mention mention(int slot) {
        return mentions.getOrDefault(slot, use);
    }

    /// Asks for all columns whose names match; they are known when a file is opened.
    public void wantColumns(Pattern pattern) {
        patterns.add(pattern);
    }

    public List<Pattern> wantedColumns() {
        return Collections.unmodifiableList(patterns);
    }

    public int count() {
        return names.size();
    }

    public String name(int slot) {
        return names.get(slot);
    }

    public boolean isDerived(int slot) {
        return derived.get(slot);
    }

    public List<String> names() {
        return Collections.unmodifiableList(names);
    }
}
