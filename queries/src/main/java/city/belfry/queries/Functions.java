package city.belfry.queries;

import org.apache.jena.sparql.function.FunctionRegistry;
import org.apache.jena.sys.JenaSubsystemLifecycle;

/// Tells Jena of Belfry's own functions, whatever program queries are asked in.
public final class Functions implements JenaSubsystemLifecycle {
    /// After ARQ, which makes the registry.
    private static final int AFTER_ARQ = 200;

    @Override
    public void start() {
        FunctionRegistry.get().put(ShareWithin.IRI, ShareWithin.class);
    }

    @Override
    public void stop() {
        FunctionRegistry.get().remove(ShareWithin.IRI);
    }

    @Override
    public int level() {
        return AFTER_ARQ;
    }
}
