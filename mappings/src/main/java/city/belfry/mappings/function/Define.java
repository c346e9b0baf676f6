package city.belfry.mappings.function;

import city.belfry.mappings.function.Function.Body;
import city.belfry.mappings.function.Function.Need;
import city.belfry.mappings.function.Function.Parameter;
import java.util.ArrayList;
import java.util.List;

/// Short notation for the functions of Belfry's own namespace.
final class Define {
    static final String NS = "https://w3id.org/belfry/fn#";
    private static final List<String> RESULTS = List.of(NS + "result");

    private Define() {}

    /// A function `fn:name` with parameters `fn:p`; `p?` may be absent, `p*` may be given several times.
    static Function fn(String name, String parameters, Body body) {
        List<Parameter> list = new ArrayList<>();
        for (String parameter : parameters.split(" ", -1)) {
            if (parameter.isEmpty()) {
                continue;
            }
            Need need =
                    parameter.endsWith("?") ? Need.OPTIONAL : parameter.endsWith("*") ? Need.SEVERAL : Need.REQUIRED;
            String plain = need == Need.REQUIRED ? parameter : parameter.substring(0, parameter.length() - 1);
            list.add(new Parameter(NS + plain, need));
        }
        return new Function(NS + name, List.copyOf(list), RESULTS, body);
    }
}
