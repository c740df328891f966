/** Services of the directory, one below the other. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { welfareWords } from "@/lib/i18n/welfare.ts";
import type { WelfareService } from "@/lib/welfare/model.ts";
import { paths } from "@/components/place.ts";
import { PhoneLinks } from "@/components/welfare/PhoneLinks.tsx";

export function WelfareList(
  { locale, services }: { locale: Locale; services: readonly WelfareService[] },
) {
  const words = welfareWords[locale];
  return (
    <ul class="welfare-list">
      {services.map(({ id, name, nameEn, summary, region, office, phone }) => (
        <li key={id}>
          <article>
            <p class="welfare-region" lang="ko">{region}</p>
            <h2>
              <a href={paths.welfareService(id)} lang="ko">{name}</a>
            </h2>
            {locale === "en" && nameEn && <p class="welfare-english">{nameEn}</p>}
            <p lang="ko">{summary}</p>
            <dl class="welfare-contact">
              <div>
                <dt>{words.office}</dt>
                <dd lang="ko">{office}</dd>
              </div>
              {phone && (
                <div>
                  <dt>{words.phone}</dt>
                  <dd>
                    <PhoneLinks phone={phone} />
                  </dd>
                </div>
              )}
            </dl>
          </article>
        </li>
      ))}
    </ul>
  );
}
