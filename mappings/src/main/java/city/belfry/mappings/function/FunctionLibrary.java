package city.belfry.mappings.function;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All functions by their IRI. Immutable.
public final class FunctionLibrary {
    private static final FunctionLibrary STANDARD = new FunctionLibrary(List.of(
            TextFunctions.all(),
            NumberFunctions.all(),
            TimeFunctions.all(),
            CodeFunctions.all(),
            HashFunctions.all(),
            GeometryFunctions.all(),
            SharedFunctions.all()));

    private final Map<String, Function> functions = new HashMap<>();

    private FunctionLibrary(List<List<Function>> parts) {
        for (List<Function> part : parts) {
            for (Function function : part) {
                if (functions.put(function.iri(), function) != null) {
                    throw new IllegalStateException("two functions are named " + function.iri());
                }
            }
        }
    }

    public static FunctionLibrary standard() {
        return STANDARD;
    }

    public Optional<Function> find(String iri) {
        return Optional.ofNullable(functions.get(iri));
    }

    public Collection<String> names() {
        return functions.keySet();
    }
}
