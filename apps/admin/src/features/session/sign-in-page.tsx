import { Button, PasswordInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { sessionQuery, signIn } from '../../api/session.ts';
import { Failure } from '../../components/failure.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import '../../frame/frame.css';
import { Brand } from '../../frame/brand.tsx';
import { takeFragmentToken } from './fragment-token.ts';

const route = getRouteApi('/sign-in');

/** Trades the token for a cookie: at once when the printed link was opened, else from the form. */
export function SignInPage() {
  const { next } = route.useSearch();
  const router = useRouter();
  const client = useQueryClient();
  const [token, setToken] = useState('');
  const trade = useMutation({
    mutationFn: signIn,
    onSuccess: (session) => {
      client.setQueryData(sessionQuery.queryKey, session);
      router.history.replace(next ? `/ui${next}` : '/ui');
    },
  });
  const { mutate } = trade;

  useEffect(() => {
    const takeToken = () => {
      const printed = takeFragmentToken();
      if (printed) mutate(printed);
    };
    takeToken();
    // The link, opened in a tab that shows this page already, changes the fragment and loads nothing.
    addEventListener('hashchange', takeToken);
    return () => removeEventListener('hashchange', takeToken);
  }, [mutate]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (token.trim() !== '') mutate(token.trim());
  };

  return (
    <main className="center-page">
      <div className="panel center-card stack">
        <div className="row">
          <Brand hasName={false} />
          <PageHeader title="Sign in to Oremill" documentTitle="Sign in" />
        </div>
        <form className="stack" onSubmit={submit}>
          <PasswordInput
            label="Token"
            description="The platform’s own is in the file “token” in the data folder: .data/token, or $OREMILL_DATA/token. An admin can make you one of your own."
            value={token}
            onChange={(event) => setToken(event.currentTarget.value)}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': 'Show the token' }}
            required
            withAsterisk={false}
            data-autofocus
          />
          {trade.error ? <Failure error={trade.error} /> : null}
          <div>
            <Button type="submit" loading={trade.isPending}>
              Sign in
            </Button>
          </div>
        </form>
        <p className="dim small">npm start also prints a link that signs you in by itself.</p>
      </div>
    </main>
  );
}
