# exit 0
