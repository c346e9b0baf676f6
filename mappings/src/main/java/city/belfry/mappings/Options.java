package city.belfry.mappings;

import city.belfry.mappings.privacy.Treatment;
import java.util.List;

/// How a mapping is run.
///
/// @param strict the first finding ends the run, as RML-Core asks for a data error; otherwise the run goes on
/// @param distinct a quad is written once; a store that drops duplicates itself does not need it
/// @param quotedSubjects quoted triples may be subjects, as in RDF-star; if not, what reifies them is
/// @param wellTyped a literal whose text is not of its XSD datatype is a finding and left out; RML itself lets it pass,
///     and lines are then made of terms, which takes longer than of bytes
/// @param limits the limits of the run
/// @param reach what it may reach beside its files
/// @param treatments what becomes of fields with personal data, before any rule sees them
public record Options(
        boolean strict,
        boolean distinct,
        boolean quotedSubjects,
        boolean wellTyped,
        Limits limits,
        Reach reach,
        List<Treatment> treatments) {
    public static Options standard() {
        return new Options(false, true, false, false, Limits.standard(), Reach.files(), List.of());
    }

    public Options withStrict(boolean wanted) {
        return new Options(wanted, distinct, quotedSubjects, wellTyped, limits, reach, treatments);
    }

    public Options withDistinct(boolean wanted) {
        return new Options(strict, wanted, quotedSubjects, wellTyped, limits, reach, treatments);
    }

    public Options withLimits(Limits wanted) {
        return new Options(strict, distinct, quotedSubjects, wellTyped, wanted, reach, treatments);
    }

    public Options withQuotedSubjects(boolean wanted) {
        return new Options(strict, distinct, wanted, wellTyped, limits, reach, treatments);
    }

    public Options withWellTyped(boolean wanted) {
        return new Options(strict, distinct, quotedSubjects, wanted, limits, reach, treatments);
    }

    public Options withReach(Reach wanted) {
        return new Options(strict, distinct, quotedSubjects, wellTyped, limits, wanted, treatments);
    }

    public Options withTreatments(List<Treatment> wanted) {
        return new Options(strict, distinct, quotedSubjects, wellTyped, limits, reach, List.copyOf(wanted));
    }
}
