package city.belfry.mappings;

import city.belfry.mappings.privacy.Treatment;
import java.util.List;

/// How a mapping is run.
///
/// @param strict the first finding ends the run, as RML-Core asks for a data error; otherwise the run goes on
/// @param distinct a quad is written once; a store that drops duplicates itself does not need it
/// @param quotedSubjects quoted triples may be subjects, as in RDF-star; if not, what reifies them is
/// @param limits the limits of the run
/// @param reach what it may reach beside its files
/// @param treatments what becomes of fields with personal data, before any rule sees them
public record Options(
        boolean strict,
        boolean distinct,
        boolean quotedSubjects,
        Limits limits,
        Reach reach,
        List<Treatment> treatments) {
    public static Options standard() {
        return new Options(false, true, false, Limits.standard(), Reach.files(), List.of());
    }

    public Options withStrict(boolean wanted) {
        return new Options(wanted, distinct, quotedSubjects, limits, reach, treatments);
    }

    public Options withDistinct(boolean wanted) {
        return new Options(strict, wanted, quotedSubjects, limits, reach, treatments);
    }

    public Options withLimits(Limits wanted) {
        return new Options(strict, distinct, quotedSubjects, wanted, reach, treatments);
    }

    public Options withQuotedSubjects(boolean wanted) {
        return new Options(strict, distinct, wanted, limits, reach, treatments);
    }

    public Options withReach(Reach wanted) {
        return new Options(strict, distinct, quotedSubjects, limits, wanted, treatments);
    }

    public Options withTreatments(List<Treatment> wanted) {
        return new Options(strict, distinct, quotedSubjects, limits, reach, List.copyOf(wanted));
    }
}
