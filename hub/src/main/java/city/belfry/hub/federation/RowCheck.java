package city.belfry.hub.federation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.jena.graph.Node;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.OpVisitorBase;
import org.apache.jena.sparql.algebra.op.OpBGP;
import org.apache.jena.sparql.algebra.walker.Walker;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.engine.binding.Binding;
import org.apache.jena.sparql.expr.ExprVisitorBase;

/// Whether rows are of the member's own: what a peer says about a thing must lie in a space that its own description
/// says it speaks about. Without this a peer could answer for another city.
final class RowCheck {
    /// Where the subjects that the question asks for may lie.
    private final Map<Var, Set<String>> spaces = new HashMap<>();

    RowCheck(Op op, Profile profile, Member member) {
        if (member instanceof Member.Here) {
            return;
        }
        Walker.walk(
                op,
                new OpVisitorBase() {
                    @Override
                    public void visit(OpBGP bgp) {
                        for (Statement statement : Distribution.statements(bgp)) {
                            Node subject = statement.pattern().getSubject();
                            if (Var.isVar(subject)) {
                                Set<String> own = statement
                                        .at(profile)
                                        .map(match -> match.spaces().getOrDefault(subject, Set.of()))
                                        .orElse(Set.of());
                                spaces.computeIfAbsent(Var.alloc(subject), unseen -> new HashSet<>())
                                        .addAll(own);
                            }
                        }
                    }
                },
                new ExprVisitorBase());
    }

    boolean isItsBusiness(Binding row) {
        return spaces.entrySet().stream().allMatch(known -> {
            Node value = row.get(known.getKey());
            return value == null || !value.isURI() || known.getValue().contains(IriSpace.of(value.getURI()));
        });
    }
}
