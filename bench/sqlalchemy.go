package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// sqlAlchemy is SQLAlchemy in a Python process of its own, which measures itself: sqlalchemy/contender.py.
type sqlAlchemy struct {
	cmd     *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
	seconds float64
}

// command is a line to the process; do names a method there.
type command struct {
	Do        string  `json:"do"`
	SQL       string  `json:"sql,omitempty"`
	IDs       []int64 `json:"ids,omitempty"`
	Customers int     `json:"customers,omitempty"`
	Authors   int     `json:"authors,omitempty"`
	Books     int     `json:"books,omitempty"`
	Suffix    string  `json:"suffix,omitempty"`
	Size      string  `json:"size,omitempty"`
	Cached    bool    `json:"cached,omitempty"`
	Times     int     `json:"times,omitempty"`
	Threads   int     `json:"threads,omitempty"`
}

// answer is a line back.
type answer struct {
	Rows, IDs, Bytes int64
	Seconds          float64
	Error            string
}

const sqlAlchemyScript = "sqlalchemy/contender.py"

// envPython names an interpreter whose SQLAlchemy is to be measured.
const envPython = "AZOTH_BENCH_PYTHON"

// python finds an interpreter that has SQLAlchemy, "" if there is none. Debian's own has it where another comes first in the PATH.
func python() string {
	for _, name := range []string{os.Getenv(envPython), "python3", "/usr/bin/python3"} {
		if name != "" && exec.Command(name, "-c", "import sqlalchemy, psycopg2, pymysql").Run() == nil {
			return name
		}
	}
	return ""
}

func openSQLAlchemy(ctx context.Context, p place) (contender, error) {
	name := python()
	if name == "" {
		return nil, errNotOffered
	}
	script, err := filepath.Abs(sqlAlchemyScript)
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, name, script, p.kind, p.sqlAlchemyURL())
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	return &sqlAlchemy{cmd: cmd, in: in, out: bufio.NewReader(out)}, cmd.Start()
}

func (p place) sqlAlchemyURL() string {
	switch p.kind {
	case sqliteMemory:
		return "sqlite://"
	case sqliteFile:
		return "sqlite:///" + p.file
	case postgresql:
		return "postgresql+psycopg2" + p.url[strings.Index(p.url, "://"):]
	}
	return "mysql+pymysql" + p.url[strings.Index(p.url, "://"):]
}

func (s *sqlAlchemy) name() string { return "sqlalchemy" }

// took is what the last command took by the clock of the process.
func (s *sqlAlchemy) took() time.Duration { return time.Duration(s.seconds * float64(time.Second)) }

func (s *sqlAlchemy) close() error {
	return errors.Join(s.in.Close(), s.cmd.Wait())
}

func (s *sqlAlchemy) do(c command) (tally, error) {
	if err := json.NewEncoder(s.in).Encode(c); err != nil {
		return tally{}, err
	}
	line, err := s.out.ReadBytes('\n')
	if err != nil {
		return tally{}, fmt.Errorf("no answer to %s: %w", c.Do, err)
	}
	var a answer
	if err := json.Unmarshal(line, &a); err != nil {
		return tally{}, err
	}
	if a.Error != "" {
		return tally{}, errors.New(a.Error)
	}
	s.seconds = a.Seconds
	return tally{a.Rows, a.IDs, a.Bytes}, nil
}

func (s *sqlAlchemy) exec(_ context.Context, sql string) error {
	_, err := s.do(command{Do: "exec", SQL: sql})
	return err
}

func (s *sqlAlchemy) query(_ context.Context, sql string) (tally, error) {
	return s.do(command{Do: "query", SQL: sql})
}

func (s *sqlAlchemy) load(context.Context) (tally, error)    { return s.do(command{Do: "load"}) }
func (s *sqlAlchemy) columns(context.Context) (tally, error) { return s.do(command{Do: "columns"}) }

func (s *sqlAlchemy) selectIn(context.Context) (tally, error) { return s.do(command{Do: "selectin"}) }
func (s *sqlAlchemy) joined(context.Context) (tally, error)   { return s.do(command{Do: "joined"}) }
func (s *sqlAlchemy) iter(context.Context) (tally, error)     { return s.do(command{Do: "iter"}) }

func (s *sqlAlchemy) get(_ context.Context, ids []int64) (tally, error) {
	return s.do(command{Do: "get", IDs: ids})
}

// insert names how many customers: the process makes the same texts, before its clock starts.
func (s *sqlAlchemy) insert(_ context.Context, rows []text) (tally, error) {
	return s.do(command{Do: "insert", Customers: len(rows)})
}

func (s *sqlAlchemy) graph(_ context.Context, parents []string, children [][]string) (tally, error) {
	return s.do(command{Do: "graph", Authors: len(parents), Books: len(children[0])})
}

func (s *sqlAlchemy) update(_ context.Context, suffix string) (tally, error) {
	return s.do(command{Do: "update", Suffix: suffix})
}

func (s *sqlAlchemy) single(_ context.Context, rows []text) (tally, error) {
	return s.do(command{Do: "single", Customers: len(rows)})
}

// concurrently has the process do the transactions in threads.
func (s *sqlAlchemy) concurrently(in *input, threads int) (tally, error) {
	ids := make([]int64, in.scale.mixed)
	for n := range ids {
		ids[n] = mixedID(in, n)
	}
	return s.do(command{Do: "concurrent", IDs: ids, Customers: len(ids), Threads: threads})
}

func (s *sqlAlchemy) plods(string) bool { return true }
