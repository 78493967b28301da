// Command dbfleet starts private, throw-away database servers; see package internal/dbfleet.
//
//	dbfleet up                 starts PostgreSQL and MariaDB, prints their URLs, and waits for an interrupt
//	dbfleet run -- go test …   starts PostgreSQL, MariaDB and PgBouncer, runs the command with their URLs in AZOTH_TEST_POSTGRESQL,
//	                           AZOTH_TEST_MYSQL and AZOTH_TEST_PGBOUNCER, stops them, and exits as the command did
//
// What is set in the environment already is used and not started.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"time"

	"github.com/azoth-orm/azoth/internal/dbfleet"
)

const usage = "usage: dbfleet up | dbfleet run -- command [argument ...]"

// patience is how long the servers may take to start, packages to be installed included.
const patience = 10 * time.Minute

func main() {
	code, err := execute(os.Args[1:], os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(code)
}

func execute(args []string, out io.Writer) (int, error) {
	// An interrupt must find the servers' folders still to be removed: from here on it is a value in a channel.
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(signals)
	switch {
	case len(args) == 1 && args[0] == "up":
		return up(out, signals)
	case len(args) > 2 && args[0] == "run" && args[1] == "--":
		return run(args[2:], signals)
	}
	return 2, errors.New(usage)
}

// up starts the two servers and waits.
func up(out io.Writer, signals <-chan os.Signal) (int, error) {
	var f fleet
	err := f.start(signals, dbfleet.EnvPostgreSQL, dbfleet.EnvMySQL)
	if err == nil {
		fmt.Fprintf(out, "%s\n%s\nEmpty databases, gone with this command: interrupt it to stop them.\n", f.urls[dbfleet.EnvPostgreSQL], f.urls[dbfleet.EnvMySQL])
		<-signals
	}
	if err = errors.Join(err, f.stop()); err != nil {
		return 1, err
	}
	return 0, nil
}

// run starts what the environment does not name, and the command.
func run(command []string, signals <-chan os.Signal) (int, error) {
	var f fleet
	if err := f.start(signals, dbfleet.EnvPostgreSQL, dbfleet.EnvMySQL, dbfleet.EnvPgBouncer); err != nil {
		return 1, errors.Join(err, f.stop())
	}
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.Env = os.Environ()
	for env, url := range f.urls {
		cmd.Env = append(cmd.Env, env+"="+url)
	}
	code, err := wait(cmd, signals)
	if stopErr := f.stop(); stopErr != nil {
		return max(code, 1), errors.Join(err, stopErr)
	}
	return code, err
}

// wait runs the command to its end and hands it the signals that we get.
func wait(cmd *exec.Cmd, signals <-chan os.Signal) (int, error) {
	if err := cmd.Start(); err != nil {
		return 127, fmt.Errorf("dbfleet: %w", err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for {
		select {
		case s := <-signals:
			_ = cmd.Process.Signal(s) // it may have ended meanwhile
		case err := <-ended:
			return status(cmd, err)
		}
	}
}

// status is the command's exit status; 128 and more is a signal, as shells count.
func status(cmd *exec.Cmd, err error) (int, error) {
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return 1, fmt.Errorf("dbfleet: %w", err)
	}
	if w, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); ok && w.Signaled() {
		return 128 + int(w.Signal()), nil
	}
	return cmd.ProcessState.ExitCode(), nil
}

// fleet is what was started, and the URLs of all.
type fleet struct {
	servers []*dbfleet.Server
	urls    map[string]string
}

// start starts the servers that the environment does not name. A signal ends the attempt.
func (f *fleet) start(signals <-chan os.Signal, envs ...string) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	started := make(chan error, 1)
	go func() { started <- f.startAll(ctx, envs) }()
	select {
	case err := <-started:
		return err
	case s := <-signals:
		cancel()
		<-started
		return fmt.Errorf("dbfleet: stopped by %s", s)
	}
}

func (f *fleet) startAll(ctx context.Context, envs []string) error {
	f.urls = map[string]string{}
	for _, env := range envs {
		if url := os.Getenv(env); url != "" {
			f.urls[env] = url
			continue
		}
		s, err := f.startOne(ctx, env)
		if err != nil {
			return err
		}
		f.servers = append(f.servers, s)
		f.urls[env] = s.URL()
	}
	return nil
}

func (f *fleet) startOne(ctx context.Context, env string) (*dbfleet.Server, error) {
	switch env {
	case dbfleet.EnvMySQL:
		return dbfleet.Start(ctx, dbfleet.KindMariaDB)
	case dbfleet.EnvPgBouncer:
		return dbfleet.StartPgBouncer(ctx, f.urls[dbfleet.EnvPostgreSQL])
	}
	return dbfleet.Start(ctx, dbfleet.KindPostgreSQL)
}

// stop stops what was started, the last first.
func (f *fleet) stop() error {
	var failed []error
	for i := len(f.servers) - 1; i >= 0; i-- {
		failed = append(failed, f.servers[i].Stop())
	}
	f.servers = nil
	return errors.Join(failed...)
}
