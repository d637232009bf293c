/** A text as some tool would have printed it, and what it is taken for. */
export interface Form {
  text: string
  /** The reader that this form is for; every one but `http` when it says none. */
  reader?: 'http' | 'nginx-log' | 'apache-log'
  /** What the page takes it for, where that is not plain. */
  note?: string
}
