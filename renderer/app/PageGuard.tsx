import { Component, type ReactNode } from 'react';
import { ErrorState } from '../ui/states.tsx';
import { messageOf } from '../workspace/messages.ts';

/** A page that fails to draw does not take the window with it. */
export class PageGuard extends Component<{ readonly children: ReactNode }, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return (
      <ErrorState
        message={`This part of the window could not be drawn: ${messageOf(this.state.error)} The case was not changed.`}
        onRetry={() => this.setState({ error: null })}
      />
    );
  }
}
