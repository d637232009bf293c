import { gap, type Line, line } from '../lines/line.ts'
import type { Move, Screen } from '../screens/screen.ts'
import { Choices } from './components/choices/draw.tsx'
import { BusyLine } from './components/frame/busy.tsx'
import { Frame } from './components/frame/draw.tsx'
import { hintsOf } from './components/frame/hints.ts'
import { Scroll } from './components/scroll/draw.tsx'
import { useScroll } from './components/scroll/listen.ts'
import { scrollHint } from './components/scroll/reduce.ts'
import { TextField } from './components/text-field/draw.tsx'
import { useJobControl } from './hooks/use-job-control.ts'
import { useScreenKeys } from './hooks/use-screen-keys.ts'
import { Prose } from './prose.tsx'

interface ScreenViewProps {
  /** Names the screen: scroll position, selection and typed text are kept while this stays the same. */
  id: string
  screen: Screen
  heading: string
  trail: readonly Line[]
  notice: string
  act(move: Move): void
  stop(): void
}

/** Draws any screen and takes its keys. */
export function ScreenView({ id, screen, heading, trail, notice, act, stop }: ScreenViewProps) {
  const scrolling = useScroll(id)
  const suspend = useJobControl()
  const { selected, text, problem } = useScreenKeys({ screen, id, scrolling, act, stop, suspend })
  const { title, body, below, busy, choicesTitle, choices, field } = screen
  const more = scrollHint(scrolling.state)
  return (
    <Frame
      heading={heading}
      title={title}
      trail={trail}
      notice={notice || (field ? '' : problem)}
      hints={hintsOf(screen, more !== '')}
      more={more}
    >
      <Scroll scrolling={scrolling}>
        <Prose lines={choices.length > 0 ? [...body, ...titled(choicesTitle)] : body} />
        {choices.length > 0 ? <Choices choices={choices} selected={selected} onPlace={scrolling.show} /> : null}
        {below.length > 0 ? <Prose lines={[gap, ...below]} /> : null}
      </Scroll>
      {field ? <TextField label={field.label} state={text} problem={problem} /> : null}
      {busy ? <BusyLine busy={busy} /> : null}
    </Frame>
  )
}

function titled(title: string): Line[] {
  return title === '' ? [gap] : [gap, line(title, { tone: 'strong' })]
}
