package city.belfry.mappings.read;

import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import city.belfry.mappings.json.Json;
import city.belfry.mappings.json.JsonPath;
import city.belfry.mappings.json.JsonPath.InvalidJsonPath;
import city.belfry.mappings.privacy.Treatment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Treats the values of one JSONPath in whole records, so that whatever way a mapping takes to them, it finds what the
/// treatment left.
final class TreatedJson {
    private final Treatment treatment;
    private final JsonPath path;

    TreatedJson(Treatment treatment) {
        this.treatment = treatment;
        try {
            path = JsonPath.parse(treatment.field());
        } catch (InvalidJsonPath invalid) {
            throw new MappingException(
                    Code.FIELD_UNTREATABLE,
                    "The privacy rule for '%s' names no JSONPath: %s. Write it as the mapping refers to it, seen from the record."
                            .formatted(treatment.field(), invalid.reason()),
                    invalid);
        }
    }

    Json of(Json record) {
        if (treatment.isKept()) {
            return record;
        }
        List<Json> selected = path.select(record);
        if (selected.isEmpty()) {
            return record;
        }
        Set<Json> treated = Collections.newSetFromMap(new IdentityHashMap<>());
        treated.addAll(selected);
        return copy(record, treated).orElseGet(() -> new Json.Members(Map.of()));
    }

    private Optional<Json> copy(Json value, Set<Json> treated) {
        if (treated.contains(value)) {
            return treat(value);
        }
        return switch (value) {
            case Json.Array(List<Json> items) -> Optional.of(array(items, treated));
            case Json.Members(Map<String, Json> members) -> Optional.of(object(members, treated));
            case Json.Text text -> Optional.of(text);
            case Json.Numeral number -> Optional.of(number);
            case Json.Truth truth -> Optional.of(truth);
            case Json.Null nothing -> Optional.of(nothing);
        };
    }

    private Json array(List<Json> items, Set<Json> treated) {
        List<Json> kept = new ArrayList<>(items.size());
        items.forEach(item -> copy(item, treated).ifPresent(kept::add));
        return new Json.Array(kept);
    }

    private Json object(Map<String, Json> members, Set<Json> treated) {
        Map<String, Json> kept = new LinkedHashMap<>();
        members.forEach((name, member) -> copy(member, treated).ifPresent(left -> kept.put(name, left)));
        return new Json.Members(kept);
    }

    /// A value; of an object or array every value in it.
    private Optional<Json> treat(Json value) {
        return switch (value) {
            case Json.Text(String text) -> treatment.of(text).map(Json.Text::new);
            case Json.Numeral(String text, boolean isInteger) ->
                treatment.of(text).map(this::number);
            case Json.Truth(boolean truth) ->
                treatment.of(Boolean.toString(truth)).map(Json.Text::new);
            case Json.Null nothing -> Optional.of(nothing);
            case Json.Array(List<Json> items) -> {
                List<Json> kept = new ArrayList<>(items.size());
                items.forEach(item -> treat(item).ifPresent(kept::add));
                yield kept.isEmpty() ? Optional.empty() : Optional.of(new Json.Array(kept));
            }
            case Json.Members(Map<String, Json> members) -> {
                Map<String, Json> kept = new LinkedHashMap<>();
                members.forEach((name, member) -> treat(member).ifPresent(left -> kept.put(name, left)));
                yield kept.isEmpty() ? Optional.empty() : Optional.of(new Json.Members(kept));
            }
        };
    }

    /// Only a number whose digits were cut is still one.
    private Json number(String text) {
        return treatment.action() instanceof Treatment.Action.TruncateNumbers
                ? new Json.Numeral(text, text.indexOf('.') < 0)
                : new Json.Text(text);
    }
}
