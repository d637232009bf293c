const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']

/** The character of a spinner at a frame of its animation. */
export function spinnerFrame(frame: number): string {
  return FRAMES[frame % FRAMES.length] ?? ''
}
