package dbfleet

import (
	"fmt"
	"io"
	"os/exec"
	"time"
)

// watch waits for the end of its input. Its other end is held by this process alone, so that it ends when the process does, however it
// dies. Then the server in the folder $0 is ended and the folder removed. The process id is trusted only if the folder is in its command
// line: a number may have gone to somebody else.
//
// A word on the input is the dismissal.
const watch = `
trap '' INT TERM HUP QUIT
read -r word && exit 0
command_line() { tr '\0' ' ' <"/proc/$1/cmdline" 2>/dev/null || ps -o command= -p "$1" 2>/dev/null; }
runs() { case "$(command_line "$1")" in *"$folder"*) return 0 ;; *) return 1 ;; esac; }
folder="$0"
pid="$(cat "$folder/pid" 2>/dev/null)"
if [ -n "$pid" ] && runs "$pid"; then
	kill -QUIT "$pid"
	tries=0
	while [ $tries -lt 30 ] && runs "$pid"; do
		[ $tries -eq 10 ] && kill -TERM "$pid"
		[ $tries -eq 25 ] && kill -KILL "$pid"
		tries=$((tries + 1))
		sleep 0.1
	done
fi
rm -rf "$folder"
`

// watchdog ends a server whose process has died.
type watchdog struct {
	cmd *exec.Cmd
	end io.WriteCloser
}

func startWatchdog(dir string) (*watchdog, error) {
	cmd := exec.Command("/bin/sh", "-c", watch, dir)
	cmd.Dir, cmd.SysProcAttr = "/", account{}.attributes()
	end, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("dbfleet: start the watchdog: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("dbfleet: start the watchdog: %w", err)
	}
	return &watchdog{cmd: cmd, end: end}, nil
}

// dismiss ends the watchdog: there is nothing left to watch.
func (w *watchdog) dismiss() {
	_, _ = io.WriteString(w.end, "done\n")
	_ = w.end.Close()
	timer := time.AfterFunc(grace, func() { _ = w.cmd.Process.Kill() })
	defer timer.Stop()
	_ = w.cmd.Wait()
}
