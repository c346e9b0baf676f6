package city.belfry.mappings.json;

import city.belfry.mappings.BoundedText;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// The test of a filter selector (RFC 9535 §2.3.5).
sealed interface JsonFilter {
    /// Whether a candidate passes.
    ///
    /// @param root the whole value, `$`
    /// @param current the candidate, `@`
    boolean test(Json root, Json current);

    record And(List<JsonFilter> parts) implements JsonFilter {
        @Override
        public boolean test(Json root, Json current) {
            return parts.stream().allMatch(part -> part.test(root, current));
        }
    }

    record Or(List<JsonFilter> parts) implements JsonFilter {
        @Override
        public boolean test(Json root, Json current) {
            return parts.stream().anyMatch(part -> part.test(root, current));
        }
    }

    record Not(JsonFilter part) implements JsonFilter {
        @Override
        public boolean test(Json root, Json current) {
            return !part.test(root, current);
        }
    }

    record Exists(Operand.Query query) implements JsonFilter {
        @Override
        public boolean test(Json root, Json current) {
            return !query.nodes(root, current).isEmpty();
        }
    }

    /// `match` or `search`.
    record Matches(Operand text, Operand pattern, boolean whole) implements JsonFilter {
        @Override
        public boolean test(Json root, Json current) {
            if (text.value(root, current).orElse(null) instanceof Json.Text(String value)
                    && pattern.value(root, current).orElse(null) instanceof Json.Text(String regex)) {
                return matches(regex, value);
            }
            return false;
        }

        private boolean matches(String regex, String value) {
            try {
                Pattern compiled = Pattern.compile(regex);
                return whole ? BoundedText.matches(compiled, value) : BoundedText.finds(compiled, value);
            } catch (PatternSyntaxException none) {
                // An expression that stands in the data may be none: then nothing matches (RFC 9535 §2.4.6).
                return false;
            } catch (BoundedText.LimitReached endless) {
                throw endless.endsTheRun();
            }
        }
    }

    record Compare(Operand left, String operator, Operand right) implements JsonFilter {
        @Override
        public boolean test(Json root, Json current) {
            Optional<Json> a = left.value(root, current);
            Optional<Json> b = right.value(root, current);
            return switch (operator) {
                case "==" -> equal(a, b);
                case "!=" -> !equal(a, b);
                case "<" -> less(a, b);
                case "<=" -> less(a, b) || equal(a, b);
                case ">" -> less(b, a);
                case ">=" -> less(b, a) || equal(a, b);
                default -> throw new IllegalStateException(operator);
            };
        }

        private static boolean equal(Optional<Json> a, Optional<Json> b) {
            if (a.orElse(null) instanceof Json.Numeral x && b.orElse(null) instanceof Json.Numeral y) {
                return x.value() == y.value();
            }
            return a.equals(b);
        }

        private static boolean less(Optional<Json> a, Optional<Json> b) {
            if (a.orElse(null) instanceof Json.Numeral x && b.orElse(null) instanceof Json.Numeral y) {
                return x.value() < y.value();
            }
            return a.orElse(null) instanceof Json.Text x
                    && b.orElse(null) instanceof Json.Text y
                    && x.value().compareTo(y.value()) < 0;
        }
    }

    /// A side of a comparison.
    sealed interface Operand {
        Optional<Json> value(Json root, Json current);

        record Literal(Json literal) implements Operand {
            @Override
            public Optional<Json> value(Json root, Json current) {
                return Optional.of(literal);
            }
        }

        /// A query inside a filter.
        ///
        /// @param absolute begins with `$`, else with `@`
        record Query(boolean absolute, List<JsonPath.Segment> segments) implements Operand {
            List<Json> nodes(Json root, Json current) {
                return JsonPath.select(segments, root, absolute ? root : current);
            }

            @Override
            public Optional<Json> value(Json root, Json current) {
                List<Json> nodes = nodes(root, current);
                return nodes.size() == 1 ? Optional.of(nodes.getFirst()) : Optional.empty();
            }
        }

        record Length(Operand of) implements Operand {
            @Override
            public Optional<Json> value(Json root, Json current) {
                return of.value(root, current)
                        .flatMap(value -> switch (value) {
                            case Json.Text(String text) -> Optional.of(text.codePointCount(0, text.length()));
                            case Json.Array(List<Json> items) -> Optional.of(items.size());
                            case Json.Members object ->
                                Optional.of(object.members().size());
                            case Json.Numeral number -> Optional.<Integer>empty();
                            case Json.Truth truth -> Optional.<Integer>empty();
                            case Json.Null nothing -> Optional.<Integer>empty();
                        })
                        .map(length -> new Json.Numeral(Integer.toString(length), true));
            }
        }

        record Count(Query of) implements Operand {
            @Override
            public Optional<Json> value(Json root, Json current) {
                return Optional.of(new Json.Numeral(
                        Integer.toString(of.nodes(root, current).size()), true));
            }
        }
    }
}
