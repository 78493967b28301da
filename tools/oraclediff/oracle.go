package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
)

// oracle is oracle.py while it runs.
type oracle struct {
	version string
	cmd     *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
}

// answer is what SQLAlchemy makes of a statement for a database.
type answer struct {
	Text      string `json:"text"`
	TextError string `json:"text_error"`
	Literal   string `json:"literal"`
	Error     string `json:"error"`  // what SQLAlchemy does not compile
	Broken    string `json:"broken"` // a mistake of oracle.py, or of SQLAlchemy
}

// startOracle starts oracle.py with the Python that finds SQLAlchemy.
func startOracle(python, script string) (*oracle, error) {
	o := &oracle{cmd: exec.Command(python, script)}
	o.cmd.Stderr = os.Stderr
	var err error
	if o.in, err = o.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := o.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err = o.cmd.Start(); err != nil {
		return nil, fmt.Errorf("oraclediff: %w", err)
	}
	o.out = bufio.NewReader(out)
	var hello struct{ Version string }
	if err = o.read(&hello); err != nil {
		return nil, errors.Join(fmt.Errorf("oraclediff: no answer from %s: is SQLAlchemy there? (PYTHONPATH may name it) %w", script, err), o.close())
	}
	o.version = hello.Version
	type table struct {
		Name    string      `json:"name"`
		Columns [][2]string `json:"columns"`
	}
	var ts []table
	for _, s := range specs {
		t := table{Name: s.name}
		for _, c := range s.columns {
			t.Columns = append(t.Columns, [2]string{c.name, c.typ})
		}
		ts = append(ts, t)
	}
	return o, json.NewEncoder(o.in).Encode(ts)
}

// legacy says that it is SQLAlchemy 1.4, which knows no division as 2.0 has it.
func (o *oracle) legacy() bool { return o.version[0] == '1' }

func (o *oracle) read(v any) error {
	line, err := o.out.ReadBytes('\n')
	if err != nil {
		return err
	}
	return json.Unmarshal(line, v)
}

// ask is SQLAlchemy's answer by database.
func (o *oracle) ask(s *stmt) (map[string]answer, error) {
	if err := json.NewEncoder(o.in).Encode(s); err != nil {
		return nil, err
	}
	var a map[string]answer
	return a, o.read(&a)
}

func (o *oracle) close() error { return errors.Join(o.in.Close(), o.cmd.Wait()) }
