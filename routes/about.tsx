/** What Maru is, who answers, and what happens to what people write. */
import { define } from "@/lib/define.ts";
import { aboutWords } from "@/lib/i18n/about.ts";
import { LinkButton } from "@/components/Button.tsx";
import { PageHeading } from "@/components/Heading.tsx";
import { Page } from "@/components/Page.tsx";
import { paths } from "@/components/place.ts";
import { homeWords } from "@/lib/i18n/home.ts";

export default define.page(function About(props) {
  const { locale, services: { chatModel } } = props.state;
  const { title, description, lede, what, who, privacy, made } = aboutWords[locale];
  return (
    <Page
      place={props}
      title={title}
      description={description}
      layout="reading"
      styles={["/home.css"]}
    >
      <PageHeading title={title} lede={lede} />
      <div class="about">
        <section id="what" aria-labelledby="what-title">
          <h2 id="what-title">{what.title}</h2>
          <ul>{what.items.map((item) => <li key={item}>{item}</li>)}</ul>
        </section>
        <section id="who" aria-labelledby="who-title">
          <h2 id="who-title">{who.title}</h2>
          <p>
            {chatModel.provider === "demo"
              ? who.demo
              : who.model(chatModel.provider, chatModel.model)}
          </p>
          <p>{who.always}</p>
        </section>
        <section id="privacy" aria-labelledby="privacy-title">
          <h2 id="privacy-title">{privacy.title}</h2>
          <ul>{privacy.items.map((item) => <li key={item}>{item}</li>)}</ul>
        </section>
        <section id="made" aria-labelledby="made-title">
          <h2 id="made-title">{made.title}</h2>
          <dl>
            <div>
              <dt>{made.fonts}</dt>
              <dd>{made.fontWords}</dd>
            </div>
            <div>
              <dt>{made.libraries}</dt>
              <dd>{made.libraryWords}</dd>
            </div>
            <div>
              <dt>{made.drawings}</dt>
              <dd>{made.drawingWords}</dd>
            </div>
          </dl>
        </section>
        <div class="actions">
          <LinkButton kind="primary" href={paths.characters}>{homeWords[locale].meet}</LinkButton>
        </div>
      </div>
    </Page>
  );
});
