/** `/account/usage`: what one's replies took and cost, by day and by model. */
import { page } from "fresh";
import { PRIVATE } from "@/lib/accounts/forms.ts";
import { requireViewer } from "@/lib/accounts/identify.ts";
import { tokensOf, viewUsage } from "@/lib/chat/usage_view.ts";
import { define } from "@/lib/define.ts";
import { formatCount } from "@/lib/i18n/format.ts";
import { usageWords } from "@/lib/i18n/usage.ts";
import { AccountPage } from "@/components/account/AccountPage.tsx";
import {
  costText,
  DayBars,
  DayTable,
  ModelTable,
  PriceSources,
} from "@/components/account/UsageCharts.tsx";
import { LinkButton } from "@/components/Button.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { Section } from "@/components/Heading.tsx";
import { paths } from "@/components/place.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const viewer = requireViewer(ctx);
    if (viewer instanceof Response) return viewer;
    const usage = await viewUsage(ctx.state.services, viewer);
    return page({ usage, isGuest: viewer.kind === "guest" }, { headers: PRIVATE });
  },
});

export default define.page<typeof handler>(function UsagePage(props) {
  const { data: { usage: { days, models, total, today }, isGuest }, state: { locale } } = props;
  const words = usageWords[locale];
  const count = (n: number) => formatCount(n, locale);
  return (
    <AccountPage place={props} title={words.title} lede={words.lede}>
      {today && (
        <Section id="today" title={words.today}>
          <p>
            <label for="today-tokens">
              {words.todayOf(count(today.tokens), count(today.limit))}
            </label>
          </p>
          <meter
            class="usage-meter"
            id="today-tokens"
            min={0}
            max={today.limit}
            high={today.limit * 0.9}
            value={Math.min(today.tokens, today.limit)}
          />
          {isGuest && (
            <p>
              <a href={paths.signup}>{words.guestMore}</a>
            </p>
          )}
        </Section>
      )}
      {total.replies === 0
        ? (
          <EmptyState
            title={words.empty.title}
            actions={<LinkButton href={paths.characters}>{words.empty.go}</LinkButton>}
          >
            {words.empty.body}
          </EmptyState>
        )
        : (
          <>
            <Section id="total" title={words.total}>
              <dl class="usage-total">
                <div>
                  <dt>{words.replies}</dt>
                  <dd>{count(total.replies)}</dd>
                </div>
                <div>
                  <dt>{words.tokens}</dt>
                  <dd>{count(tokensOf(total))}</dd>
                </div>
                <div>
                  <dt>{words.cost}</dt>
                  <dd>{costText(total, locale)}</dd>
                </div>
              </dl>
            </Section>
            <Section id="days" title={words.byDay}>
              <DayBars days={days} locale={locale} />
              <p class="usage-key">
                <span class="is-read">{words.read} {count(total.promptTokens)}</span>
                <span class="is-written">{words.written} {count(total.outputTokens)}</span>
              </p>
              <DayTable days={days} locale={locale} />
            </Section>
            <Section id="models" title={words.byModel}>
              <ModelTable models={models} locale={locale} />
              <PriceSources locale={locale} />
            </Section>
          </>
        )}
    </AccountPage>
  );
});
