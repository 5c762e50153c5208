package dev.varde.notifier.template;

import io.quarkus.qute.Expression;
import io.quarkus.qute.LoopSectionHelper;
import io.quarkus.qute.Scope;
import io.quarkus.qute.SectionHelper;
import io.quarkus.qute.SectionHelperFactory;
import io.quarkus.qute.TemplateException;
import java.util.Collection;
import java.util.List;

/// `{#for}` and `{#each}` over lists only, and only as often as is allowed. Qute's own would also
/// count to any number.
final class BoundedLoop implements SectionHelperFactory<SectionHelper> {
    private static final String ITERABLE = "iterable";

    private final LoopSectionHelper.Factory loops = new LoopSectionHelper.Factory();

    @Override
    public List<String> getDefaultAliases() {
        return loops.getDefaultAliases();
    }

    @Override
    public ParametersInfo getParameters() {
        return loops.getParameters();
    }

    @Override
    public List<String> getBlockLabels() {
        return loops.getBlockLabels();
    }

    @Override
    public Scope initializeBlock(Scope outer, BlockInfo block) {
        return loops.initializeBlock(outer, block);
    }

    @Override
    public SectionHelper initialize(SectionInitContext context) {
        Expression over = context.getExpression(ITERABLE);
        SectionHelper loop = loops.initialize(context);
        return round ->
                round.resolutionContext()
                        .evaluate(over)
                        .thenCompose(what -> {
                            if (!(what instanceof Collection<?> list)) {
                                throw TemplateException.builder()
                                        .message("only lists can be gone through")
                                        .origin(over.getOrigin())
                                        .build();
                            }
                            Object allowance =
                                    round.resolutionContext().getAttribute(Allowance.KEY);
                            ((Allowance) allowance).loop(list.size());
                            return loop.resolve(round);
                        });
    }
}
