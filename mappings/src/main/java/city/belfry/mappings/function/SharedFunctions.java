package city.belfry.mappings.function;

import city.belfry.mappings.function.Function.Body;
import city.belfry.mappings.function.Function.FunctionFailure;
import city.belfry.mappings.function.Function.Need;
import city.belfry.mappings.function.Function.Parameter;
import city.belfry.mappings.function.Function.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.jena.vocabulary.XSD;

/// Functions that mappings of other engines call by the names they have there (GREL, IDLab), so that such mappings run
/// here unchanged.
final class SharedFunctions {
    private static final String GREL = "http://users.ugent.be/~bjdmeest/function/grel.ttl#";
    private static final String IDLAB = "https://w3id.org/imec/idlab/function#";
    private static final String VALUE = GREL + "valueParam";
    private static final String TEXT = GREL + "stringOut";

    private SharedFunctions() {}

    static List<Function> all() {
        return List.of(
                grel("toUpperCase", TEXT, in -> Value.text(in.text(0).toUpperCase(Locale.ROOT)), VALUE),
                grel("toLowerCase", TEXT, in -> Value.text(in.text(0).toLowerCase(Locale.ROOT)), VALUE),
                grel(
                        "string_replace",
                        TEXT,
                        in -> Value.text(in.text(0).replace(in.text(1), in.text(2))),
                        VALUE,
                        GREL + "param_find",
                        GREL + "param_replace"),
                grel("string_substring", TEXT, in -> from(in.text(0), in.text(1)), VALUE, GREL + "p_int_i_from"),
                grel(
                        "string_length",
                        GREL + "output_number",
                        in -> Value.typed(
                                Integer.toString(
                                        in.text(0).codePointCount(0, in.text(0).length())),
                                XSD.integer.getURI()),
                        VALUE),
                grel("escape", TEXT, in -> escaped(in.text(0), in.text(1)), VALUE, GREL + "modeParam"),
                new Function(
                        IDLAB + "equal",
                        parameters(VALUE, GREL + "valueParam2"),
                        List.of(IDLAB + "_boolOut"),
                        in -> Value.truth(in.text(0).equals(in.text(1)))),
                new Function(
                        IDLAB + "toUpperCaseURL",
                        parameters(IDLAB + "str"),
                        List.of(IDLAB + "_stringOut"),
                        in -> Value.text(url(in.text(0)))),
                new Function(
                        IDLAB + "alwaysReturnsABC", List.of(), List.of(IDLAB + "_stringOut"), in -> Value.text("ABC")));
    }

    private static Function grel(String name, String result, Body body, String... parameters) {
        return new Function(GREL + name, parameters(parameters), List.of(result), body);
    }

    private static List<Parameter> parameters(String... iris) {
        return Arrays.stream(iris).map(iri -> new Parameter(iri, Need.REQUIRED)).toList();
    }

    private static Optional<Value> from(String text, String start) throws FunctionFailure {
        try {
            return Value.text(text.substring(Integer.parseInt(start)));
        } catch (NumberFormatException | IndexOutOfBoundsException wrong) {
            throw new FunctionFailure(
                    "POSITION_WRONG",
                    "'" + start + "' is no position in '" + text + "'",
                    "Give a number between 0 and the length of the text.");
        }
    }

    private static Optional<Value> escaped(String text, String mode) throws FunctionFailure {
        return switch (mode) {
            case "html", "xml" ->
                Value.text(text.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;"));
            default ->
                throw new FunctionFailure("MODE_UNKNOWN", "'" + mode + "' is no way of escaping", "Use html or xml.");
        };
    }

    private static String url(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        return upper.startsWith("HTTP") ? upper : "http://" + upper;
    }
}
