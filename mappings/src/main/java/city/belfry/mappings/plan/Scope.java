package city.belfry.mappings.plan;

import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import city.belfry.mappings.read.Fields;
import city.belfry.mappings.rml.LogicalSource;
import city.belfry.mappings.rml.Position;
import city.belfry.mappings.rml.RecordShape;
import city.belfry.mappings.rml.Similar;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Which slot a reference means: of the rows of a reader, or of the rows of a logical view.
final class Scope {
    private final String document;
    /// Name of the triples map that is being planned.
    private final Supplier<String> current;

    private final LogicalSource source;
    private final Fields fields;
    private final Optional<RecordShape.View> view;
    /// The scan in the making, when these are its rows and not records inside them.
    private final Optional<Draft> draft;

    private final Map<String, Integer> viewSlots = new HashMap<>();

    Scope(String document, Supplier<String> current, Fields fields, Optional<Draft> draft) {
        this.document = document;
        this.current = current;
        this.draft = draft;
        source = fields.source();
        this.fields = fields;
        view = Optional.empty();
    }

    Scope(String document, Supplier<String> current, LogicalSource source, RecordShape.View view, Draft draft) {
        this.document = document;
        this.current = current;
        this.draft = Optional.of(draft);
        this.source = source;
        fields = new Fields(source);
        this.view = Optional.of(view);
        view.keys().forEach(key -> viewSlots.put(key, viewSlots.size()));
    }

    int slot(String reference, Position at) {
        if (view.isEmpty()) {
            int slot = fields.slot(reference);
            fields.mention(slot, new Fields.Mention(current.get(), at));
            return slot;
        }
        Integer slot = viewSlots.get(reference);
        if (slot != null) {
            return slot;
        }
        if (reference.equals("<it>") || viewSlots.containsKey(reference + ".#")) {
            throw invalid(
                    Code.FIELD_WITHOUT_VALUE,
                    at,
                    "'%s' of the view %s is a whole record, which has no value; use one of its fields or '%s'."
                            .formatted(
                                    reference, view.get().name(), reference.equals("<it>") ? "#" : reference + ".#"));
        }
        throw invalid(
                Code.FIELD_UNKNOWN,
                at,
                "the view %s has no field '%s'%s"
                        .formatted(view.get().name(), reference, Similar.suggestion(reference, viewSlots.keySet())));
    }

    LogicalSource source() {
        return source;
    }

    /// Fields of the reader; none in a view.
    Fields fields() {
        return fields;
    }

    Optional<Draft> draft() {
        return draft;
    }

    /// How many slots a row of the view has.
    int viewSlots() {
        return viewSlots.size();
    }

    private MappingException invalid(Code code, Position at, String message) {
        return new MappingException(code, "%s %s: %s".formatted(document, at, message));
    }
}
